import json

import js
from js import Response

STATIONS = {"oslo": 4, "lima": 19, "cairo": 31}


async def fetch(station):
    """Pretends to be the weather service."""
    if station not in STATIONS:
        raise KeyError(station)
    return {"station": station, "celsius": STATIONS[station]}


def scheduled(every):
    return f"updated every {every} minutes"


async def cached(env, station, force=False):
    hit = await env.CACHE.get(station)
    if hit and not force:
        return json.loads(hit), True
    report = await fetch(station)
    await env.CACHE.put(station, json.dumps(report), expirationTtl=3600)
    return report, False


async def on_scheduled(controller, env, ctx):
    for station in STATIONS:
        await cached(env, station, force=True)
    await env.CACHE.put("last-cron", controller.cron)


async def on_fetch(request, env, ctx):
    path = js.URL.new(request.url).pathname.strip("/")
    if not path:
        cron = await env.CACHE.get("last-cron")
        return Response.new(f"{scheduled(30)}, last: {cron or 'never'}")
    if path == "self":
        # through the network and back
        response = await js.fetch(request.url.replace("/self", "/oslo"))
        return Response.new(await response.text(), status=response.status)
    try:
        report, hit = await cached(env, path)
    except KeyError as error:
        return Response.new(f"no station {error}", status=404)
    return Response.new(json.dumps(report), headers=[["x-cache", "hit" if hit else "miss"]])

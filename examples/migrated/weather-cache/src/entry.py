import json

import js
from workers import Response, WorkerEntrypoint

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


class Default(WorkerEntrypoint):
    async def scheduled(self, controller, env=None, ctx=None):
        for station in STATIONS:
            await cached(self.env, station, force=True)
        await self.env.CACHE.put("last-cron", controller.cron)

    async def fetch(self, request):
        path = js.URL.new(request.url).pathname.strip("/")
        if not path:
            cron = await self.env.CACHE.get("last-cron")
            return Response(f"{scheduled(30)}, last: {cron or 'never'}")
        if path == "self":
            # through the network and back
            response = await js.fetch(request.url.replace("/self", "/oslo"))
            return Response(await response.text(), status=response.status)
        try:
            report, hit = await cached(self.env, path)
        except KeyError as error:
            return Response(f"no station {error}", status=404)
        return Response(json.dumps(report), headers=[["x-cache", "hit" if hit else "miss"]])

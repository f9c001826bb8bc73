import json
import js
from js import Object
from pyodide.ffi import to_js


def answer(obj, status: int = 200):
    return js.Response.new(
        json.dumps(obj),
        status=status,
        headers=js.Headers.new({"content-type": "application/json"}.items()),
    )


async def on_fetch(request, env):
    url = js.URL.new(request.url)

    if url.pathname.startswith("/city/"):
        code = url.pathname.split("/")[2]
        upstream = await env.GEO.fetch(f"https://geo.internal/{code}")
        city = (await upstream.json()).to_py()
        if upstream.status != 200:
            return answer({"code": code, "error": city["error"]}, upstream.status)
        return answer({"code": code, "cache": upstream.headers.get("x-geo"), **city})

    if url.pathname == "/nearest" and request.method == "POST":
        point = await request.json()
        found = await env.GEO.nearest(
            to_js({"lat": point.lat, "lon": point.lon}, dict_converter=Object.fromEntries)
        )
        return answer({"nearest": found.code, "tags": found.tags.to_py()})

    # everything else is answered by the other worker as it is
    return await env.GEO.fetch(request)

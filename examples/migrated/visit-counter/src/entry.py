from js import Response, Headers
from urllib.parse import urlparse
import json

# never counted
IGNORED = ("/favicon.ico", "/robots.txt")


async def bump(env, page):
    seen = await env.VISITS.get(page)
    count = int(seen or 0) + 1
    await env.VISITS.put(page, str(count))
    return count


async def on_fetch(request, env):
    path = urlparse(request.url).path

    if path in IGNORED:
        return Response.new("nothing to see here", status=404)

    if path == "/stats":
        listing = await env.VISITS.list()
        pages = {}
        for key in listing.keys:
            pages[key.name] = int(await env.VISITS.get(key.name))
        headers = Headers.new({"content-type": "application/json"}.items())
        return Response.new(json.dumps(pages), headers=headers)

    if path == "/reset" and request.method == "POST":
        listing = await env.VISITS.list()
        for key in listing.keys:
            await env.VISITS.delete(key.name)
        return Response.new("ok")

    count = await bump(env, path)
    return Response.new(f"{path} was visited {count} times\n")

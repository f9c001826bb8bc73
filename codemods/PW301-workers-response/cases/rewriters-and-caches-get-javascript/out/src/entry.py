from js import HTMLRewriter, caches
from workers import Response


async def on_fetch(request, env):
    cache = caches.default
    known = await cache.match(request.url)
    if known:
        return known
    page = HTMLRewriter.new().on("a", Handler()).transform(Response("<a>", status=200).js_object)
    response = Response("hello", status=200)
    await cache.put(request.url, response.js_object.clone())
    if request.method == "PUT":
        return page
    return response


class Handler:
    pass

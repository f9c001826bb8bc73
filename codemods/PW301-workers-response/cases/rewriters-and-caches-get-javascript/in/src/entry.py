from js import HTMLRewriter, Response, caches


async def on_fetch(request, env):
    cache = caches.default
    known = await cache.match(request.url)
    if known:
        return known
    page = HTMLRewriter.new().on("a", Handler()).transform(Response.new("<a>", {"status": 200}))
    response = Response.new("hello", status=200)
    await cache.put(request.url, response.clone())
    if request.method == "PUT":
        return page
    return response


class Handler:
    pass

from js import Response, caches


def later(request):
    response = Response.new("later")
    response.headers.set("x-shape", "later")
    return response


def with_cors(response):
    response.headers.set("access-control-allow-origin", "*")
    return response


async def on_fetch(request, env):
    if request.method == "POST":
        return with_cors(Response.new("posted", status=201))
    kept = later(request)
    await caches.default.put(request.url, kept.clone())
    return kept

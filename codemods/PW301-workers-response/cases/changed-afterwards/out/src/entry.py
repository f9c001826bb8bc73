from js import caches
from workers import Response


def later(request):
    response = Response("later")
    response.js_object.headers.set("x-shape", "later")
    return response


def with_cors(response):
    response.js_object.headers.set("access-control-allow-origin", "*")
    return response


async def on_fetch(request, env):
    if request.method == "POST":
        return with_cors(Response("posted", status=201))
    kept = later(request)
    await caches.default.put(request.url, kept.js_object.clone())
    return kept

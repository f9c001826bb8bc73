from js import Response as JsResponse, fetch
from workers import Response


async def route(request):
    if "proxy" in request.url:
        return await fetch("https://example.com/")
    return JsResponse.new("own")


async def on_fetch(request, env):
    if request.method == "PUT":
        return Response("no", status=405)
    response = await route(request)
    response.headers.set("x-served-by", "worker")
    return response

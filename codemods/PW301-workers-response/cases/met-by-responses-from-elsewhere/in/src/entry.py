from js import Response, fetch


async def route(request):
    if "proxy" in request.url:
        return await fetch("https://example.com/")
    return Response.new("own")


async def on_fetch(request, env):
    if request.method == "PUT":
        return Response.new("no", status=405)
    response = await route(request)
    response.headers.set("x-served-by", "worker")
    return response

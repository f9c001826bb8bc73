from js import Response, fetch


async def on_fetch(request, env):
    if request.method != "GET":
        return Response.new("no", status=405)
    response = await fetch("https://example.com/")
    copy = Response.new(response.body, response)
    copy.headers.set("x-frame-options", "DENY")
    copy.headers.append("vary", "accept-encoding")
    return copy

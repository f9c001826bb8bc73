from js import Response as JsResponse, fetch
from workers import Response


async def on_fetch(request, env):
    if request.method != "GET":
        return Response("no", status=405)
    response = await fetch("https://example.com/")
    copy = JsResponse.new(response.body, response)
    copy.headers.set("x-frame-options", "DENY")
    copy.headers.append("vary", "accept-encoding")
    return copy

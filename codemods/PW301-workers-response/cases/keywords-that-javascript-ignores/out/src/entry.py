from js import Response as JsResponse
from workers import Response


async def on_fetch(request, env):
    if request.method == "GET":
        return Response("ok")
    return JsResponse.new("no", {"status": 405}, headers={"allow": "GET"})

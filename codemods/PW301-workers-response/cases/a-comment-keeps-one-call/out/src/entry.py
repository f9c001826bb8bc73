from js import Response as JsResponse
from workers import Response


def cached():
    return JsResponse.new("cached", status=203)  # pyworker: ignore[PW301] the cache compares it


async def on_fetch(request, env):
    if request.method == "HEAD":
        return cached()
    return Response("hello", status=200)

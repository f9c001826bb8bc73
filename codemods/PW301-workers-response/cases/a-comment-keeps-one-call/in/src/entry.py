from js import Response


def cached():
    return Response.new("cached", status=203)  # pyworker: ignore[PW301] the cache compares it


async def on_fetch(request, env):
    if request.method == "HEAD":
        return cached()
    return Response.new("hello", {"status": 200})

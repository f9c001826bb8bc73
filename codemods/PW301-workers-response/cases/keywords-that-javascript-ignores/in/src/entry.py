from js import Response


async def on_fetch(request, env):
    if request.method == "GET":
        return Response.new("ok")
    return Response.new("no", {"status": 405}, headers={"allow": "GET"})

from js import Response


async def on_fetch(request, env):
    return Response.new("no", {"status": 405}, headers={"allow": "GET"})

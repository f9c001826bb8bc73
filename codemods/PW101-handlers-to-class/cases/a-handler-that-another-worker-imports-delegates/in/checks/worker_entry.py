from workers import Response

from backend.entry import on_fetch as real_on_fetch


async def on_fetch(request, env):
    if request.method == "DELETE":
        return Response("reset")
    return await real_on_fetch(request, env)

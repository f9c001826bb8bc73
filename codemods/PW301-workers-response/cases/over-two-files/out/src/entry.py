from workers import Response

from web import CORS, INIT, reply


async def on_fetch(request, env):
    if request.method == "OPTIONS":
        return Response(None, headers=CORS)
    if request.method == "PUT":
        return Response("no", **INIT)
    return reply("hello")

from js import Response

from web import CORS, INIT, reply


async def on_fetch(request, env):
    if request.method == "OPTIONS":
        return Response.new(None, headers=CORS)
    if request.method == "PUT":
        return Response.new("no", INIT)
    return reply("hello")

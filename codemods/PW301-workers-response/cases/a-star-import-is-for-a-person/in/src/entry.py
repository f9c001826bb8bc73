from js import *


async def on_fetch(request, env):
    return Response.new("hello", {"status": 200})

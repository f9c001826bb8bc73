from js import Response
from settings import OPTIONS


async def on_fetch(request, env):
    return Response.new("hello", OPTIONS)

from js import Response
from settings import HEADERS


async def on_fetch(request, env):
    return Response.new("hello", headers=HEADERS)

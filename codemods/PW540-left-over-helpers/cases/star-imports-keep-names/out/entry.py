from tools import *


async def on_fetch(request, env):
    await env.QUEUE.send({"name": "a"})

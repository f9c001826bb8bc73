from tools import *


async def on_fetch(request, env):
    await env.QUEUE.send(to_js({"name": "a"}))

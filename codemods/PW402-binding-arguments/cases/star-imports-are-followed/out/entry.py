from common import *


async def on_fetch(request, env):
    await env.QUEUE.send({"a": 1})
    await env.QUEUE.send({"b": 2})
    payload = {"c": 3}
    await env.QUEUE.send(payload)

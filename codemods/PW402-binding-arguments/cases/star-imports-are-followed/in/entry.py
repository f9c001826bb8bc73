from common import *


async def on_fetch(request, env):
    await env.QUEUE.send(to_js({"a": 1}, dict_converter=Object.fromEntries))
    await env.QUEUE.send(as_js({"b": 2}))
    payload = JSON.parse(json.dumps({"c": 3}))
    await env.QUEUE.send(payload)

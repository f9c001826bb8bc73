from js import Object
from pyodide.ffi import to_js as _to_js


class Publisher:
    def __init__(self, env):
        self.env = env

    def _js(self, value):
        return _to_js(value, dict_converter=Object.fromEntries)

    async def publish(self, event):
        await self.env.QUEUE.send({"event": event})


async def on_fetch(request, env):
    await Publisher(env).publish("a")
    await env.QUEUE.send({"a": 1})
    await env.VECTORIZE.upsert([
        {"id": "a", "values": [1.0]},
    ])

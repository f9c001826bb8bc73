from convert import jsify
from js import Object
from pyodide.ffi import to_js as _to_js


def to_js(obj):
    """Objects, not maps."""
    return _to_js(obj, dict_converter=Object.fromEntries)


class Publisher:
    def __init__(self, env):
        self.env = env

    def _js(self, value):
        return _to_js(value, dict_converter=Object.fromEntries)

    async def publish(self, event):
        await self.env.QUEUE.send(self._js({"event": event}))


async def on_fetch(request, env):
    await Publisher(env).publish("a")
    await env.QUEUE.send(to_js({"a": 1}))
    await env.VECTORIZE.upsert(jsify([
        {"id": "a", "values": [1.0]},
    ]))

from js import Headers, Object
from pyodide.ffi import to_js


def as_js(value):
    return to_js(value, dict_converter=Object.fromEntries)


async def on_fetch(request, env):
    await env.QUEUE.send({"name": "a"})

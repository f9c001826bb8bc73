from js import Object
from pyodide.ffi import to_js


def idle(value):
    return to_js(value, dict_converter=Object.fromEntries)


async def on_fetch(request, env):
    await env.QUEUE.send({"name": "a"})

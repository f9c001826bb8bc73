from datetime import datetime

from js import Object
from pyodide.ffi import to_js


def as_js(value):
    if isinstance(value, datetime):
        return value.isoformat()
    return to_js(value, dict_converter=Object.fromEntries)


async def on_fetch(request, env):
    await env.QUEUE.send(as_js({"a": 1}))

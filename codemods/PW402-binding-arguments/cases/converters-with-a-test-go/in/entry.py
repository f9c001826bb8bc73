from js import Object
from pyodide.ffi import JsProxy, to_js


def py_to_js(value):
    if isinstance(value, JsProxy):
        return value
    return to_js(value, dict_converter=Object.fromEntries)


async def on_fetch(request, env):
    await env.QUEUE.send(py_to_js({"a": 1}))

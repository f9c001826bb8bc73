from js import Object
from pyodide.ffi import to_js


async def on_fetch(request, env):
    await env.QUEUE.send(to_js({"pair": (1, 2)}, dict_converter=Object.fromEntries))
    await env.QUEUE.send(to_js(list({"a": 1}.items())))
    await env.QUEUE.send(to_js({"a", "b"}))
    await env.QUEUE.send(to_js([1], depth=1))

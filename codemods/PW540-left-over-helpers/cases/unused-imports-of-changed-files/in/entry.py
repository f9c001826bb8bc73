from js import JSON, Headers, Object, URL, console
from pyodide.ffi import create_proxy, to_js


async def on_fetch(request, env):
    console.log(request.url)
    await env.QUEUE.send(to_js({"name": "a"}))

from js import Headers, Object
from pyodide.ffi import to_js

__all__ = ["on_fetch", "Object"]


async def on_fetch(request, env):
    return await env.DB.prepare("SELECT 1").all()

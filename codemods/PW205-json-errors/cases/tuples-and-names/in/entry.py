import pyodide.ffi
from pyodide.ffi import JsException as Broken


async def on_fetch(request, env):
    try:
        return await request.json()
    except (Broken, TypeError):
        pass
    try:
        return (await request.json())["a"]
    except pyodide.ffi.JsException:
        return None

from pyodide.ffi import JsException

from body import read


async def on_fetch(request, env):
    try:
        return await read(request)
    except JsException:
        return None

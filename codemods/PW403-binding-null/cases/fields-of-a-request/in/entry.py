from pyodide.ffi import jsnull


async def on_fetch(request, env):
    payload = await request.json()
    return payload["name"] is jsnull, payload is jsnull

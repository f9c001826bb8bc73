from pyodide.ffi import JsException


async def on_fetch(request, env):
    try:
        payload = await request.json()
    except (JsException, ValueError) as e:
        return str(e)
    return payload

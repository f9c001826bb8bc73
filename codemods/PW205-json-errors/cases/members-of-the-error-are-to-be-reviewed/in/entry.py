from pyodide.ffi import JsException


async def on_fetch(request, env):
    try:
        return await request.json()
    except JsException as error:
        return error.message

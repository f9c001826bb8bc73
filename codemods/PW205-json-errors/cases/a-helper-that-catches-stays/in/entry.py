from pyodide.ffi import JsException


async def read(request):
    try:
        return await request.json()
    except ValueError:
        return None


async def on_fetch(request, env):
    try:
        return await read(request)
    except JsException:
        return None

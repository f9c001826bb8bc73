from pyodide.ffi import JsException


async def on_fetch(request, env):
    try:
        try:
            return await request.json()
        except KeyError:
            return {}
        finally:
            print("read")
    except JsException:
        return None

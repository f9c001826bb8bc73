import json

from pyodide.ffi import JsException


async def on_fetch(request, env):
    try:
        return await request.json()
    except JsException:
        return 1
    except ValueError:
        return 2
    try:
        return await request.json()
    except (JsException, json.JSONDecodeError):
        return 3
    try:
        return await request.json()
    except:
        return 4

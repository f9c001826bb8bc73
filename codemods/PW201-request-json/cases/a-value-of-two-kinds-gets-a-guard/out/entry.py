from js import fetch
from pyodide.ffi import JsProxy


def show(data):
    return (data.to_py() if isinstance(data, JsProxy) else data)["name"]


async def on_fetch(request, env):
    if request.method == "GET":
        return show(await (await fetch("https://api.example.com/")).json())
    return show(await request.json())

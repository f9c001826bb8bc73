from js import fetch
from pyodide.ffi import JsProxy


def plain(value):
    if isinstance(value, JsProxy):
        return value.to_py()
    return value


async def on_fetch(request, env):
    data = await request.json() if request.method == "POST" else await (await fetch("https://example.com/")).json()
    if hasattr(data, "to_py"):
        data = data.to_py()
    other = await (await fetch("https://example.com/")).json()
    other = other.to_py() if isinstance(other, JsProxy) else other
    return plain(data), other

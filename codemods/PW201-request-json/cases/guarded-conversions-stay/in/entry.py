from pyodide.ffi import JsProxy


def plain(value):
    if isinstance(value, JsProxy):
        return value.to_py()
    return value


async def on_fetch(request, env):
    data = await request.json()
    if hasattr(data, "to_py"):
        data = data.to_py()
    other = data.to_py() if isinstance(data, JsProxy) else data
    return plain(data), other

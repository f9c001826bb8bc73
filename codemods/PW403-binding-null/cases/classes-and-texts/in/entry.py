from pyodide.ffi import JsNull


async def on_fetch(request, env):
    row = await env.DB.prepare("SELECT 1").first()
    value = await env.KV.get("a")
    if isinstance(row, JsNull) or not isinstance(value, JsNull):
        return isinstance(row, JsNull) == isinstance(value, JsNull)
    if str(value) == "null" or str(row) != 'undefined':
        return str(value) in ("null", "undefined"), str(row.name) not in ["null"]

import pyodide.ffi
from pyodide.ffi import jsnull


async def on_fetch(request, env):
    row = await env.DB.prepare("SELECT 1").first()
    value = await env.KV.get("a")
    stored = await env.BUCKET.get("a")
    if row is jsnull or row.body is not jsnull:
        return None
    if value == jsnull or jsnull is value or value != pyodide.ffi.jsnull:
        return None
    return stored is jsnull, {k: None if v is jsnull else v for k, v in row.items()}

from pyodide.ffi import JsProxy


async def on_fetch(request, env):
    found = await env.DB.prepare("SELECT 1").all()
    rows = found.results.to_py() if hasattr(found.results, "to_py") else found.results
    if isinstance(found, JsProxy):
        found = found.to_py()
    if not hasattr(rows, "to_py"):
        return rows
    return rows.to_py(), [row.to_py() if hasattr(row, "to_py") else row for row in rows]

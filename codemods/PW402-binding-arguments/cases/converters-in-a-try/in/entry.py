def as_js(value):
    try:
        from pyodide.ffi import to_js
        return to_js(value)
    except Exception:
        return value


async def on_fetch(request, env):
    statements = [env.DB.prepare("SELECT 1"), env.DB.prepare("SELECT 2")]
    await env.DB.batch(as_js(statements))

from pyodide.ffi import to_js


async def on_fetch(request, env):
    statements = [env.DB.prepare("SELECT 1")]
    await env.DB.batch(to_js(statements))
    await env.DB.batch(to_js((env.DB.prepare("SELECT 1"), env.DB.prepare("SELECT 2"))))
    proxies = to_js(statements)
    await env.DB.batch(proxies)

from pyodide.ffi import to_js


async def on_fetch(request, env):
    proxies = to_js([env.DB.prepare("SELECT 1")])
    print(proxies.length)
    await env.DB.batch(proxies)

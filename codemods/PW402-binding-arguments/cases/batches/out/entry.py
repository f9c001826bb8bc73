async def on_fetch(request, env):
    statements = [env.DB.prepare("SELECT 1")]
    await env.DB.batch(statements)
    await env.DB.batch(list((env.DB.prepare("SELECT 1"), env.DB.prepare("SELECT 2"))))
    proxies = statements
    await env.DB.batch(proxies)

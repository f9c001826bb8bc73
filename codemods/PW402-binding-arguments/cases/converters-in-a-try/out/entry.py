async def on_fetch(request, env):
    statements = [env.DB.prepare("SELECT 1"), env.DB.prepare("SELECT 2")]
    await env.DB.batch(statements)

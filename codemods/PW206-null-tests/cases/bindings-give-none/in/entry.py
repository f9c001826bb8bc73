async def on_fetch(request, env):
    value = await env.KV.get("a")
    row = await env.DB.prepare("SELECT 1").first()
    return value is None or row is None

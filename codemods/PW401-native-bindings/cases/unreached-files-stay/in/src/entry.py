async def on_fetch(request, env):
    return await env.KV.get("a")

async def on_fetch(request, env):
    row = await env.DB.prepare("SELECT 1").first()
    value = await env.KV.get("a")
    return row is None, not value, str(value) == "None", value == "null", str(request.url) == "null"

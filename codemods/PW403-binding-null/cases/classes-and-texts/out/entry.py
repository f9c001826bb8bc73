async def on_fetch(request, env):
    row = await env.DB.prepare("SELECT 1").first()
    value = await env.KV.get("a")
    if row is None or value is not None:
        return (row is None) == (value is None)
    if value is None or row is not None:
        return value is None, row.name is not None

async def on_fetch(request, env):
    row = await env.DB.prepare("SELECT 1").first()
    value = await env.KV.get("a")
    stored = await env.BUCKET.get("a")
    if row is None or row.body is not None:
        return None
    if value is None or None is value or value is not None:
        return None
    return stored is None, {k: None if v is None else v for k, v in row.items()}

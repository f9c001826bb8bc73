async def on_fetch(request, env):
    row = await env.DB.prepare("SELECT 1").first()
    if row is None:
        return 1
    if row is None or not row:
        return 2
    if row is not None:
        return 3
    return row is None and row is None

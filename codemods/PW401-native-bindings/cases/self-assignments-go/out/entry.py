async def on_fetch(request, env):
    row = await env.DB.prepare("SELECT 1").first()
    rows = await env.DB.prepare("SELECT 1").all()
    if rows:
        pass
    try:
        row = row  # a dictionary
    except AttributeError:
        pass
    return row, rows

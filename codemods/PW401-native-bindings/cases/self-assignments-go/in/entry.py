import json

from js import JSON


async def on_fetch(request, env):
    row = await env.DB.prepare("SELECT 1").first()
    row = row.to_py()
    rows = await env.DB.prepare("SELECT 1").all()
    rows = json.loads(JSON.stringify(rows))
    if rows:
        row = row.to_py()
    try:
        row = row.to_py()  # a dictionary
    except AttributeError:
        pass
    return row, rows

import json

from js import JSON


async def on_fetch(request, env):
    rows = (
        await env.DB
        .prepare(
            """
                    SELECT 1
                    """
        )
        .all()
    ).results
    data = json.loads(  # to Python
        JSON.stringify(rows)
    )
    found = (
        await env.DB.prepare("SELECT 1").all()
    )
    return rows, (await env.KV.get("a", "json"))["x"], found, data

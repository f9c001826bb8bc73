import json

from js import JSON


async def on_fetch(request, env):
    rows = json.loads(
        JSON.stringify(
            (
                await env.DB
                .prepare(
                    """
                    SELECT 1
                    """
                )
                .all()
            ).results
        )
    )
    data = json.loads(  # to Python
        JSON.stringify(rows)
    )
    found = (
        await env.DB.prepare("SELECT 1").all()
    ).to_py()
    return rows, (await env.KV.get("a", "json")).to_py()["x"], found, data

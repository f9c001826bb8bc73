import json

from js import JSON


async def on_fetch(request, env):
    found = await env.DB.prepare("SELECT * FROM notes").bind(1).all()
    rows = found.results.to_py()
    same = json.loads(JSON.stringify(found.results))
    whole = json.loads(JSON.stringify(found))["results"]
    row = await env.DB.prepare("SELECT 1 AS n").first()
    count = await env.DB.prepare("SELECT 1 AS n").first("n")
    raw = (await env.DB.prepare("SELECT 1").raw()).to_py()
    first, second = await env.DB.batch([env.DB.prepare("SELECT 1"), env.DB.prepare("SELECT 2")])
    made = await env.DB.prepare("DELETE FROM notes").run()
    return (
        [item.to_py() for item in found.results],
        row.to_py() if row else None,
        first.results.to_py() + second.results.to_py(),
        made.meta.to_py()["changes"],
        made.meta.changes,
        {item.id: item.title for item in found.results},
        rows, same, whole, count, raw,
    )

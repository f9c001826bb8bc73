async def on_fetch(request, env):
    found = await env.DB.prepare("SELECT * FROM notes").bind(1).all()
    rows = found.results
    same = found.results
    whole = found["results"]
    row = await env.DB.prepare("SELECT 1 AS n").first()
    count = await env.DB.prepare("SELECT 1 AS n").first("n")
    raw = await env.DB.prepare("SELECT 1").raw()
    first, second = await env.DB.batch([env.DB.prepare("SELECT 1"), env.DB.prepare("SELECT 2")])
    made = await env.DB.prepare("DELETE FROM notes").run()
    return (
        [item for item in found.results],
        row or None,
        first.results + second.results,
        made.meta["changes"],
        made.meta.changes,
        {item.id: item.title for item in found.results},
        rows, same, whole, count, raw,
    )

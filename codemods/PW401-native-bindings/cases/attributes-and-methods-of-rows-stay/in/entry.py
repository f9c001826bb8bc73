async def on_fetch(request, env):
    found = await env.DB.prepare("SELECT * FROM notes").all()
    for row in found.results:
        print(row.id, row["title"], row.get("body"), list(row.keys()), row.items())
    return len(found.results), found.meta.changes, found.success

async def on_fetch(request, env):
    found = await env.DB.prepare("SELECT 1").all()
    rows = found.results
    if not hasattr(rows, "to_py"):
        return rows
    return rows.to_py(), [row.to_py() if hasattr(row, "to_py") else row for row in rows]

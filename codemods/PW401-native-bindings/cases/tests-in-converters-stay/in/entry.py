def plain(value):
    return value.to_py() if hasattr(value, "to_py") else value


def plain_rows(found):
    if hasattr(found, "to_py"):
        found = found.to_py()
    return found


async def on_fetch(request, env):
    found = await env.DB.prepare("SELECT 1").all()
    return plain(found.results), plain_rows(found.results)

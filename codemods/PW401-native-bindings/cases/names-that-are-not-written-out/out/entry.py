def database(env):
    for name in ["NOTES", "DB"]:
        if hasattr(env, name):
            return getattr(env, name)
        try:
            return env[name]
        except (KeyError, TypeError):
            pass
    raise LookupError("no database")


async def prepare(env):
    await database(env).exec("CREATE TABLE notes (id)")


async def on_fetch(request, env):
    found = await database(env).prepare("SELECT 1").all()
    rows = found.results if hasattr(found, "results") else []
    first = await database(env).prepare("SELECT 1").first()
    if first:
        return rows, first
    return rows, None

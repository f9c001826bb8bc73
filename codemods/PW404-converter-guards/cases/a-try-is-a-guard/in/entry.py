def to_python(value):
    try:
        return value.to_py()
    except AttributeError:
        return value


async def on_fetch(request, env):
    return to_python(await env.DB.prepare("SELECT 1 AS one").first("one"))

def to_py(value): return value.to_py()


async def on_fetch(request, env):
    return to_py(await env.KV.get("a", "json"))

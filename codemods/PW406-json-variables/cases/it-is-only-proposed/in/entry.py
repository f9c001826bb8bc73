async def on_fetch(request, env):
    return env.CONFIG["a"]

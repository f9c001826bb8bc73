async def on_fetch(request, env):
    return env.CONFIG["a-b"], env.CONFIG["class"], env.CONFIG[request.url]

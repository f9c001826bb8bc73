async def on_fetch(request, env):
    return await request.text()

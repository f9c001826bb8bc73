async def on_fetch(request, env):
    data = await request.json()
    return len(data["items"])

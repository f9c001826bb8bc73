async def on_fetch(request, env):
    data = await request.json()
    return data.items.length

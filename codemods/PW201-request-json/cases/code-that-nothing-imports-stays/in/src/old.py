async def on_fetch(request, env):
    data = await request.json()
    return data.name, data.to_py()

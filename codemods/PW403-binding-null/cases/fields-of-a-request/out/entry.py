async def on_fetch(request, env):
    payload = await request.json()
    return payload["name"] is None, payload is None

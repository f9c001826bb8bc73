async def read(request):
    raw = await request.json()
    return raw or {}


async def on_fetch(request, env):
    body = await request.json()
    data = dict(body)
    return data["a"], body["b"], await read(request)

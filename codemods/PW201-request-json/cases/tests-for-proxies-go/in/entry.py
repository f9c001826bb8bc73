async def read(request):
    raw = await request.json()
    if hasattr(raw, "to_py"):
        raw = raw.to_py()
    return raw or {}


async def on_fetch(request, env):
    body = await request.json()
    data = body.to_py() if hasattr(body, "to_py") else dict(body)
    if not isinstance(body, dict) and hasattr(body, "to_py"):
        body = body.to_py()
    return data["a"], body["b"], await read(request)

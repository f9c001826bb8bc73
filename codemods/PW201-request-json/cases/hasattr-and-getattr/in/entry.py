async def on_fetch(request, env):
    data = await request.json()
    key = "name"
    if not hasattr(data, "name") or hasattr(data, 'other') is False:
        return getattr(data, "missing", None)
    if hasattr(data, key):
        print(getattr(data, key, ""), getattr(data, "first"), f"{getattr(data, 'last', '-')}")
    return getattr(await request.json(), "deep", {}), [x for x in data.list if hasattr(x, "id")]

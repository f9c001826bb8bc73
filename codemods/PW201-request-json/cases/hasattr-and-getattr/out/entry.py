async def on_fetch(request, env):
    data = await request.json()
    key = "name"
    if "name" not in data or ('other' in data) is False:
        return data.get("missing")
    if key in data:
        print(data.get(key, ""), data["first"], f"{data.get('last', '-')}")
    return (await request.json()).get("deep", {}), [x for x in data["list"] if "id" in x]

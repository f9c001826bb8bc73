async def on_fetch(request, env):
    data = await request.json()
    for key, value in data.items():
        print(key, value)
    name = data.get("name", "").strip()
    data.update({"seen": True})
    return name, data.pop("x", None), list(data.keys()), data["tags"], len(data)

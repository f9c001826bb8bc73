async def on_fetch(request, env):
    data = await request.json()
    for key, value in list(data.items()):
        print(key, value["name"])
    for key in list(data["map"]):
        print(key)
    print(list(data.values()), data.keys(), "a" in data)
    data["tags"].append("new")
    return data["a"]

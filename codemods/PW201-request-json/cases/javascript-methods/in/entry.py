from js import Object


async def on_fetch(request, env):
    data = await request.json()
    for key, value in Object.entries(data):
        print(key, value.name)
    for key in Object.keys(data.map):
        print(key)
    print(Object.values(data), data.object_keys(), data.hasOwnProperty("a"))
    data.tags.push("new")
    return data.as_object_map()["a"]

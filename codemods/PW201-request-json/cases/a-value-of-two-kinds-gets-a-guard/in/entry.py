from js import fetch


def show(data):
    return data.to_py()["name"]


async def on_fetch(request, env):
    if request.method == "GET":
        return show(await (await fetch("https://api.example.com/")).json())
    return show(await request.json())

from js import fetch


async def on_fetch(request, env):
    answer = await fetch("https://api.example.com/")
    data = await answer.json()
    return data.name, data.to_py()["name"], data.items.length

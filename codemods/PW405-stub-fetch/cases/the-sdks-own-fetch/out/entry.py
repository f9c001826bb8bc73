from workers import fetch


async def on_fetch(request, env):
    return await fetch("https://example.com/", method="POST")

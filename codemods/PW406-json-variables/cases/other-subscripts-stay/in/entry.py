import os

CONFIG = {"a": 1}


async def on_fetch(request, env):
    found = await env.DB.prepare("SELECT 1").first()
    return CONFIG["a"], os.environ["A"], found["a"], (await request.json())["a"]

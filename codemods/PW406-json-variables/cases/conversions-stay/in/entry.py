import json

from js import JSON


async def on_fetch(request, env):
    config = json.loads(JSON.stringify(env.CONFIG))
    return env.CONFIG.to_py()["a"], config["a"], env.CONFIG.a, env.CONFIG.list[0]

import json


async def on_fetch(request, env):
    return env.NAME[0], json.loads(env.SETTINGS)["a"]

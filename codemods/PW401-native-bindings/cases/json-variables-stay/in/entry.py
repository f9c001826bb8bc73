import json

from js import JSON


async def on_fetch(request, env):
    return env.LIMITS.to_py(), json.loads(JSON.stringify(env.LIMITS)), env.LIMITS.items, env.NAME.upper()

import json

from js import JSON
from plugins import registry


@registry.register
def render(rows):
    return len(rows.to_py())


@registry.register
def store(value):
    print(JSON.stringify(value.items))
    return json.loads(JSON.stringify(value.items))


async def on_fetch(request, env):
    return await registry.call("render", env)

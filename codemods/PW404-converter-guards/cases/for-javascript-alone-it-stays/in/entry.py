import json

from js import JSON, fetch


def js_to_py(value):
    return json.loads(JSON.stringify(value))


async def on_fetch(request, env):
    answer = await fetch("https://example.com/")
    return js_to_py(await answer.json())

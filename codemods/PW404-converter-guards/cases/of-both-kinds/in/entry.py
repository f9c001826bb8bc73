import json

from js import JSON, fetch


def js_to_py(value):
    return json.loads(JSON.stringify(value))


async def on_fetch(request, env):
    answer = await (await fetch("https://example.com/")).json()
    return js_to_py(answer), js_to_py(await request.json())

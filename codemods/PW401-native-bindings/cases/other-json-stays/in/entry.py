import json

from JSON import JSON


class Store:
    def get(self, key):
        return {"length": 1}


async def on_fetch(request, env):
    store = Store()
    value = store.get("a")
    text = await env.KV.get("text")
    return json.loads(text), JSON.stringify(value), value.keys, json.loads(json.dumps(value))

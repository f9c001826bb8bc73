import json


async def on_fetch(request, env):
    settings = await env.KV.get("settings", "json")
    other = await env.KV.get("other", type="json")
    listing = await env.KV.list(prefix="a")
    pairs = listing["keys"]
    for key in listing["keys"]:
        print(key.name)
    both = await env.KV.getWithMetadata("a")
    data = await env.KV.get("bytes", "arrayBuffer")
    stored = await env.BUCKET.get("file")
    body = await stored.json()
    content = (await stored.arrayBuffer()).tobytes()
    return settings, other, pairs, both.metadata, data, data.tobytes(), body, content, stored.httpMetadata

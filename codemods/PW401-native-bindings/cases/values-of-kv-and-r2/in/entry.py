import json

from js import JSON


async def on_fetch(request, env):
    settings = (await env.KV.get("settings", "json")).to_py()
    other = (await env.KV.get("other", type="json")).to_py()
    listing = await env.KV.list(prefix="a")
    pairs = json.loads(JSON.stringify(listing.keys))
    for key in listing.keys:
        print(key.name)
    both = await env.KV.getWithMetadata("a")
    data = await env.KV.get("bytes", "arrayBuffer")
    stored = await env.BUCKET.get("file")
    body = (await stored.json()).to_py()
    content = (await stored.arrayBuffer()).to_bytes()
    return settings, other, pairs, both.metadata.to_py(), data.to_py(), data.to_bytes(), body, content, stored.httpMetadata.to_py()

import json


async def on_fetch(request, env):
    first = await request.json()
    proxy = await request.json()
    second = proxy
    third = proxy
    fourth = await request.json()
    try:
        data = await request.json()
    except Exception:
        data = {}
    await env.KV.put("raw", json.dumps(proxy, separators=(",", ":"), ensure_ascii=False))
    await env.KV.put("pretty", json.dumps(proxy, indent=2, ensure_ascii=False))
    return first["a"], second["a"], third["a"], fourth["a"], data.get("a")

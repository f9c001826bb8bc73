import json

from js import JSON


async def on_fetch(request, env):
    first = (await request.json()).to_py()
    proxy = await request.json()
    second = proxy.to_py()
    third = json.loads(JSON.stringify(proxy))
    fourth = json.loads(
        JSON.stringify(
            await request.json(),
        ),
    )
    try:
        data = (await request.json()).to_py()
    except Exception:
        data = {}
    data = data.to_py()
    await env.KV.put("raw", JSON.stringify(proxy))
    await env.KV.put("pretty", JSON.stringify(proxy, None, 2))
    return first["a"], second["a"], third["a"], fourth["a"], data.get("a")

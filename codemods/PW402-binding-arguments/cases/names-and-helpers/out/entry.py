def options(ttl):
    return {"expirationTtl": ttl}


async def save(env, key, settings):
    await env.KV.put(key, "v", settings)


async def on_fetch(request, env):
    body = {"a": 1}
    await env.QUEUE.send(body)
    await env.QUEUE.send(body if request.url else {"b": 2})
    await env.KV.put("k", "v", options(60))
    await save(env, "a", {"expirationTtl": 60})
    await save(env, "a", settings=options(30))
    await env.QUEUE.sendBatch([{"body": {"c": 3}}])

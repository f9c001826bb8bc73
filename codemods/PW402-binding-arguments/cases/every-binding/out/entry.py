from js import Object


async def on_fetch(request, env):
    as_object = Object.fromEntries
    await env.QUEUE.send({"a": 1})
    await env.QUEUE.sendBatch([{"body": {"a": 1}}])
    await env.KV.put("k", "v", {"expirationTtl": 60})
    await env.KV.put("k", "v", metadata=dict([["a", 1]]))
    await env.KV.put("k", "v", dict([["expirationTtl", 60]]))
    await env.BUCKET.put("k", "v", {"httpMetadata": {"contentType": "text/plain"}})
    await env.AI.run("@cf/m", {"text": request.url})
    await env.VECTORIZE.query([0.1], {"topK": 3})
    await env.SERVICE.price({"sku": "a"})
    stub = env.COUNTER.get(env.COUNTER.idFromName("a"))
    await stub.add({"by": 1})
    await env.DB.prepare("SELECT ?").bind(*[1, 2]).run()
    return as_object

import json

from js import JSON, Object
from pyodide.ffi import to_js


async def on_fetch(request, env):
    as_object = Object.fromEntries
    await env.QUEUE.send(to_js({"a": 1}, dict_converter=Object.fromEntries))
    await env.QUEUE.sendBatch(to_js([{"body": {"a": 1}}], dict_converter=Object.fromEntries))
    await env.KV.put("k", "v", Object.fromEntries({"expirationTtl": 60}.items()))
    await env.KV.put("k", "v", metadata=Object.fromEntries([["a", 1]]))
    await env.KV.put("k", "v", Object.fromEntries(to_js([["expirationTtl", 60]])))
    await env.BUCKET.put("k", "v", to_js({"httpMetadata": {"contentType": "text/plain"}}))
    await env.AI.run("@cf/m", JSON.parse(json.dumps({"text": request.url})))
    await env.VECTORIZE.query(to_js([0.1]), to_js({"topK": 3}, dict_converter=Object.fromEntries))
    await env.SERVICE.price(to_js({"sku": "a"}, dict_converter=Object.fromEntries))
    stub = env.COUNTER.get(env.COUNTER.idFromName("a"))
    await stub.add(to_js({"by": 1}, dict_converter=Object.fromEntries))
    await env.DB.prepare("SELECT ?").bind(*to_js([1, 2])).run()
    return as_object

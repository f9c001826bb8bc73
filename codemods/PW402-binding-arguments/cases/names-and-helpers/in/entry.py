from js import Object
from pyodide.ffi import to_js


def options(ttl):
    return to_js({"expirationTtl": ttl}, dict_converter=Object.fromEntries)


async def save(env, key, settings):
    await env.KV.put(key, "v", settings)


async def on_fetch(request, env):
    body = to_js({"a": 1}, dict_converter=Object.fromEntries)
    await env.QUEUE.send(body)
    await env.QUEUE.send(body if request.url else to_js({"b": 2}))
    await env.KV.put("k", "v", options(60))
    await save(env, "a", to_js({"expirationTtl": 60}, dict_converter=Object.fromEntries))
    await save(env, "a", settings=options(30))
    await env.QUEUE.sendBatch([{"body": to_js({"c": 3})}])

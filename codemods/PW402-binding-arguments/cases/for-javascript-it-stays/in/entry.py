from js import Object, Response, fetch
from pyodide.ffi import create_proxy, to_js


def opts(**values):
    return to_js(values, dict_converter=Object.fromEntries)


async def on_fetch(request, env, ctx):
    both = to_js({"method": "POST"}, dict_converter=Object.fromEntries)
    await env.QUEUE.send(both)
    await fetch("https://example.com/", both)
    ctx.waitUntil(create_proxy(print))
    await env.KV.put("k", "v", opts(expirationTtl=60))
    return Response.new("x", opts(status=201))

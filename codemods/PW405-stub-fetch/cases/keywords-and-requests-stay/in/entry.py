from js import Request


async def on_fetch(request, env):
    stub = env.COUNTER.get(env.COUNTER.idFromName("a"))
    await stub.fetch(request)
    await stub.fetch("https://counter/", method="POST", headers={"a": "b"})
    await stub.fetch(Request.new("https://counter/", method="POST"))
    return await env.ASSETS.fetch(request)

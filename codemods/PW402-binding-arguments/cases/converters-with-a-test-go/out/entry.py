async def on_fetch(request, env):
    await env.QUEUE.send({"a": 1})

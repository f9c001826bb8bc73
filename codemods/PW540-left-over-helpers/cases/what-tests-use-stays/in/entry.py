from tools import name_of, to_js


async def on_fetch(request, env):
    await env.QUEUE.send(to_js({"name": name_of(env)}))

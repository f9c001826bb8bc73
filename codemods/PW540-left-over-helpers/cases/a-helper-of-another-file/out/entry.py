from tools import name_of


async def on_fetch(request, env):
    await env.QUEUE.send({"name": name_of(env)})

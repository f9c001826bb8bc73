async def on_fetch(request, env):
    data = await (await env.ASSETS.fetch(request)).arrayBuffer()
    return data, (await env.SERVICE.fetch("https://other/")).statusText

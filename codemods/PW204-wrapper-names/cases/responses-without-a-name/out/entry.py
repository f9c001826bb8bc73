async def on_fetch(request, env):
    data = await (await env.ASSETS.fetch(request)).buffer()
    return data, (await env.SERVICE.fetch("https://other/")).status_text

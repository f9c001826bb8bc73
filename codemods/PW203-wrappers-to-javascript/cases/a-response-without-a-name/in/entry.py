from js import HTMLRewriter


async def on_fetch(request, env):
    return HTMLRewriter.new().transform(await env.ASSETS.fetch(request))

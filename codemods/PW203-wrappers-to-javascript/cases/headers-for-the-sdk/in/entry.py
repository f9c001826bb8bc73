from workers import fetch


async def on_fetch(request, env):
    await env.SERVICE.fetch("https://other/", headers=request.headers)
    return await fetch("https://example.com/", headers=request.headers)

from workers import fetch


async def on_fetch(request, env):
    await env.SERVICE.fetch("https://other/", headers=request.js_object.headers)
    return await fetch("https://example.com/", headers=request.js_object.headers)

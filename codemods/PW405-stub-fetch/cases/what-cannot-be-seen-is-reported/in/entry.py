from js import Object, Request


async def on_fetch(request, env):
    init = Object.new()
    init.method = "POST"
    await env.SERVICE.fetch("https://other/", init)
    await env.SERVICE.fetch("https://other/", {"x-a": 1})

from js import URL, console


async def on_fetch(request, env):
    console.log(request.url)
    await env.QUEUE.send({"name": "a"})

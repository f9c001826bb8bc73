from js import Headers, fetch


async def on_fetch(request, env):
    headers = Headers.new(request.headers)
    return await fetch("https://example.com/", headers=headers)

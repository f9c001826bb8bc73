from js import Response, fetch


async def on_fetch(request, env):
    upstream = await fetch("https://example.com")
    return Response.new(await upstream.text())

async def on_fetch(request, env):
    request.headers.forEach(print)

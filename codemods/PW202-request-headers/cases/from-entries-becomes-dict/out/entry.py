from js import Object


async def on_fetch(request, env):
    sent = dict(request.headers)
    again = dict(request.headers)
    return sent, again, Object.fromEntries({"a": 1}.items())

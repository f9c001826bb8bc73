import js
from js import Object


async def on_fetch(request, env):
    sent = Object.fromEntries(request.headers)
    again = js.Object.fromEntries(request.headers).to_py()
    return sent, again, Object.fromEntries({"a": 1}.items())

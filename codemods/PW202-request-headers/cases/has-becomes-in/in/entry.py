def key():
    return "x-key"


async def on_fetch(request, env):
    name = "accept"
    if request.headers.has("cookie") and not request.headers.has(name):
        return request.headers.has("a") == request.headers.has("b")
    headers = request.headers
    return headers.has('x'), headers.has(key()), not headers.has(key()), f"{headers.has('y')}"

async def on_fetch(request, env):
    for name, value in request.headers.items():
        print(name, value)
    return "a" in request.headers, request.headers.get("b"), dict(request.headers), request.headers["c"]

async def on_fetch(request, env):
    request.headers.set("x-a", "1")
    request.headers.append("x-b", "2")
    copy = request.clone()
    copy.headers.delete("x-c")
    headers = request.headers
    return headers.to_py(), request.headers.getAll("accept")

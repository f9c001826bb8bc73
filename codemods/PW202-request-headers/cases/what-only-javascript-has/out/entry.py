async def on_fetch(request, env):
    request.js_object.headers.set("x-a", "1")
    request.js_object.headers.append("x-b", "2")
    copy = request.clone()
    copy.js_object.headers.delete("x-c")
    headers = request.headers
    return headers, request.headers.get_all("accept")

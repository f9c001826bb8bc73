def key():
    return "x-key"


async def on_fetch(request, env):
    name = "accept"
    if "cookie" in request.headers and name not in request.headers:
        return ("a" in request.headers) == ("b" in request.headers)
    headers = request.headers
    return 'x' in headers, headers.get(key()) is not None, not headers.get(key()) is not None, f"{'y' in headers}"

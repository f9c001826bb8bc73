try:
    from js import Response, fetch
except ImportError:
    Response = fetch = None


async def on_fetch(request, env):
    if Response is None:
        return None
    headers = {"content-type": "text/plain"}
    return Response.new("hello", headers=headers)

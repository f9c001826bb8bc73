try:
    from js import Response
except ImportError:
    from fakes import Response


async def on_fetch(request, env):
    return Response.new("hello", {"status": 200})

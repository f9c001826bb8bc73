try:
    from js import Response
except ImportError as error:
    raise RuntimeError("only runs in a Worker") from error


async def on_fetch(request, env):
    return Response.new(env.NAME)

from workers import Response


async def on_fetch(request, env, ctx):
    """Docs."""
    env = wrap(env)

    def later():
        nonlocal ctx
        ctx = None

    later()
    return Response(env.X)


def wrap(env):
    return env

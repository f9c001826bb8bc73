from workers import Response

env = "module"


def show(env):
    return env


async def on_fetch(req, env):
    inner = lambda env: env
    pairs = [env for env in ["a"]]
    keywords = dict(env=env.A, other=settings.env)
    return Response(str([show(inner(env)), pairs, keywords, env.B]))

import workers
from workers import Response


async def on_fetch(request, env, ctx):
    print(dir(workers), vars(request))
    return Response(env.NAME)

from workers import Response


async def on_fetch(request, env):
    print(dir())
    return Response(env.NAME)

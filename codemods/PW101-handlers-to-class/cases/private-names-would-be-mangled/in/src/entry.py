from workers import Response

__secret = "s"


async def on_fetch(request, env):
    return Response(__secret)

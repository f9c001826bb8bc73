from workers import Response

Default = {"page": 1}


async def on_fetch(request, env):
    return Response(str(Default))

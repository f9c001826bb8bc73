from workers import Response

__all__ = ["LIMIT"]

LIMIT = 3


async def on_fetch(request, env):
    return Response(str(LIMIT))

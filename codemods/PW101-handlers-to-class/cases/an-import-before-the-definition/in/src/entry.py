from workers import Response

try:
    from app import on_fetch
    HAS_APP = True
except ImportError:
    HAS_APP = False


async def on_fetch(request, env=None):
    if not HAS_APP:
        return Response("not there", status=500)
    from app import on_fetch as app_on_fetch
    return await app_on_fetch(request, env)

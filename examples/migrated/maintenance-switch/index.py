from js import Response

from settings import MAINTENANCE, MESSAGE

if MAINTENANCE:

    async def on_fetch(request, env):
        return Response.new(MESSAGE, status=503)

else:

    async def on_fetch(request, env):
        if request.url.endswith("/health"):
            return Response.new("ok")
        name = request.headers.get("x-name") or "stranger"
        return Response.new(f"{env.GREETING}, {name}.")

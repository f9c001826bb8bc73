from workers import Response, WorkerEntrypoint

from settings import MAINTENANCE, MESSAGE

if MAINTENANCE:

    async def on_fetch(request, env):
        return Response(MESSAGE, status=503)

else:

    async def on_fetch(request, env):
        if request.url.endswith("/health"):
            return Response("ok")
        name = request.headers.get("x-name") or "stranger"
        return Response(f"{env.GREETING}, {name}.")


class Default(WorkerEntrypoint):
    async def fetch(self, request):
        return await on_fetch(request, self.env)

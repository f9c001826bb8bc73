from workers import Response, WorkerEntrypoint
from app.tracing import traced


@traced("fetch")
async def on_fetch(request, env, ctx):
    return Response("ok")


class Default(WorkerEntrypoint):
    async def fetch(self, request):
        return await on_fetch(request, self.env, self.ctx)

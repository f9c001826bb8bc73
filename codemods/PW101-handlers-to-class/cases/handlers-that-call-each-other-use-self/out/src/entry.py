from workers import Response, WorkerEntrypoint


class Default(WorkerEntrypoint):
    async def fetch(self, request):
        if request.url.endswith("/run"):
            await self.scheduled(None)
        return Response("ok")

    async def scheduled(self, event, env=None, ctx=None):
        await self.env.KV.put("ran", "1")

from workers import Response, WorkerEntrypoint


class Default(WorkerEntrypoint):
    async def fetch(self, request):
        await self.scheduled(None)
        return Response("ok")

    async def scheduled(self, controller, env=None, ctx=None):
        pass

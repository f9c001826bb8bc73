from workers import Response, WorkerEntrypoint


class Default(WorkerEntrypoint):
    async def on_fetch(self, request):
        await self.on_scheduled(None)
        return Response("ok")

    async def on_scheduled(self, controller, env=None, ctx=None):
        pass

from workers import Response, WorkerEntrypoint


class Default(WorkerEntrypoint):
    async def fetch(self, request):
        return await self.on_fetch(request)

    async def on_fetch(self, request):
        return Response("ok")

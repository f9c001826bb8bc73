from workers import Response, WorkerEntrypoint


class Default(WorkerEntrypoint):
    async def fetch(self, request, env=None):
        return Response(env.NAME if env else "none")

    async def again(self, request):
        return await self.fetch(request, self.env)

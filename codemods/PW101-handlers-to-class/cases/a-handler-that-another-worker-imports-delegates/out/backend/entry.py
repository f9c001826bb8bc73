from workers import Response, WorkerEntrypoint


async def on_fetch(request, env):
    return Response(env.GREETING)


class Default(WorkerEntrypoint):
    async def fetch(self, request):
        return await on_fetch(request, self.env)

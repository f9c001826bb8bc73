from workers import Response, WorkerEntrypoint

__secret = "s"


async def on_fetch(request, env):
    return Response(__secret)


class Default(WorkerEntrypoint):
    async def fetch(self, request):
        return await on_fetch(request, self.env)

from workers import Response, WorkerEntrypoint


async def on_fetch(*args):
    return Response(str(len(args)))


class Default(WorkerEntrypoint):
    async def fetch(self, request):
        return await on_fetch(request, self.env, self.ctx)

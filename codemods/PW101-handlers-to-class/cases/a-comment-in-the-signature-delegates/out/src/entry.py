from workers import Response, WorkerEntrypoint


async def on_fetch(
    request,  # the raw request
    env,  # bindings
):
    return Response("ok")


class Default(WorkerEntrypoint):
    async def fetch(self, request):
        return await on_fetch(request, self.env)

from workers import Response, WorkerEntrypoint


class Default(WorkerEntrypoint):
    async def fetch(self, request):
        return Response("class")


async def on_fetch(request, env):
    return Response("function")

from workers import Response, WorkerEntrypoint


class Default(WorkerEntrypoint):
    async def fetch(self, request):
        return Response("new")

    async def on_fetch(self, request, env):
        return Response(env.NAME)

from workers import Response, WorkerEntrypoint


class Poller:
    async def on_fetch(self, request, env):
        return request

    async def on_scheduled(self, event, env):
        return event


class Default(WorkerEntrypoint):
    async def fetch(self, request):
        return Response(str(Poller()))

from workers import Response, WorkerEntrypoint


class Default(WorkerEntrypoint):
    async def fetch(self, request):
        return Response("a")

    async def scheduled(self, event, env=None, ctx=None):
        print(event)
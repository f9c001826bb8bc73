from workers import Response, WorkerEntrypoint


class Api(WorkerEntrypoint):
    async def fetch(self, request):
        return Response("hello")

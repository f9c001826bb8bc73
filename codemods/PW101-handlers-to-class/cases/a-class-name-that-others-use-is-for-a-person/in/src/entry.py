from workers import Response, WorkerEntrypoint


class Worker(WorkerEntrypoint):
    async def fetch(self, request):
        return Response("hello")

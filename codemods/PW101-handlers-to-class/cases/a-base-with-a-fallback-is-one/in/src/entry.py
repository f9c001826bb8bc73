try:
    from workers import Response, WorkerEntrypoint
except ImportError:
    Response = None
    WorkerEntrypoint = object


class Default(WorkerEntrypoint):
    async def fetch(self, request):
        return Response("hello")

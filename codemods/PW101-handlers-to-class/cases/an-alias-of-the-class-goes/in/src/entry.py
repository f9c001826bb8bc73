from workers import Response, WorkerEntrypoint

__all__ = ["Api"]


class Api(WorkerEntrypoint):
    async def fetch(self, request):
        return Response("hello")


# The runtime looks for this name.
Default = Api

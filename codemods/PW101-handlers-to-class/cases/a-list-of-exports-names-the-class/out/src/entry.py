from workers import Response, WorkerEntrypoint

__all__ = ["LIMIT", "Default"]

LIMIT = 3


class Default(WorkerEntrypoint):
    async def fetch(self, request):
        return Response(str(LIMIT))

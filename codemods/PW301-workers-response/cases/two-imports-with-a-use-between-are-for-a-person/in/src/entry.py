from workers import Response, WorkerEntrypoint

EMPTY = Response("")

from js import Response


class Default(WorkerEntrypoint):
    async def fetch(self, request):
        return Response.new("ok", {"status": 201})

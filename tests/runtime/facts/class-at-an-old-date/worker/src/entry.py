"""Today's class at an old date: the runtime looks for a method of the old name."""

from workers import Response, WorkerEntrypoint


class Default(WorkerEntrypoint):
    async def fetch(self, request):
        return Response("never seen")

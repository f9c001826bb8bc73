"""Asks the real SDK what the stand-ins in the layer `tests` are asked, too."""

from questions import answers
from workers import Response, WorkerEntrypoint


class Default(WorkerEntrypoint):
    async def fetch(self, request):
        return Response.json(await answers())

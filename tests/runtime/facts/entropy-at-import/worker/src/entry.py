"""Randomness while the module is loaded keeps the worker from starting."""

import uuid

from workers import Response, WorkerEntrypoint

INSTANCE = str(uuid.uuid4())


class Default(WorkerEntrypoint):
    async def fetch(self, request):
        return Response(INSTANCE)

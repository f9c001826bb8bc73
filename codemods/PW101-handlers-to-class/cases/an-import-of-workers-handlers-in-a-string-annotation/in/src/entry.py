from __future__ import annotations
from workers import Response, WorkerEntrypoint


class Default(WorkerEntrypoint):
    async def fetch(self, request: "on_fetch") -> "Response":
        return Response("ok")

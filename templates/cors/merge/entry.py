from workers import Request, Response, WorkerEntrypoint

from cors import cors


class Default(WorkerEntrypoint):
    @cors
    async def fetch(self, request: Request) -> Response: ...

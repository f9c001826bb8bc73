from workers import Request, Response, WorkerEntrypoint

from security_headers import security_headers


class Default(WorkerEntrypoint):
    @security_headers
    async def fetch(self, request: Request) -> Response: ...

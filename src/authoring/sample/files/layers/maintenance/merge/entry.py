from workers import Request, Response, WorkerEntrypoint

import maintenance


class Default(WorkerEntrypoint):
    async def fetch(self, request: Request) -> Response:
        if (response := maintenance.respond(self.env)) is not None:
            return response
        return Response("Not found", status=404)  # fallback

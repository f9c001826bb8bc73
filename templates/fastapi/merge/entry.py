from workers import Request, Response, WorkerEntrypoint

import api


class Default(WorkerEntrypoint):
    async def fetch(self, request: Request) -> Response:
        if (response := await api.respond(request, self)) is not None:
            return response
        return Response("Not found", status=404)  # fallback

from workers import Request, Response, WorkerEntrypoint

import auth


class Default(WorkerEntrypoint):
    async def fetch(self, request: Request) -> Response:
        if (response := await auth.routes.respond(request, self.env)) is not None:
            return response
        return Response("Not found", status=404)  # fallback

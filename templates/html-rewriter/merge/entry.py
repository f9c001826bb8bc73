from workers import Request, Response, WorkerEntrypoint

import rewrite


class Default(WorkerEntrypoint):
    @rewrite.rewritten
    async def fetch(self, request: Request) -> Response:
        if (response := await rewrite.routes.respond(request, self.env)) is not None:
            return response
        return Response("Not found", status=404)  # fallback

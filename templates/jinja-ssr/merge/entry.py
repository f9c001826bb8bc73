from workers import Request, Response, WorkerEntrypoint

import pages


class Default(WorkerEntrypoint):
    @pages.error_pages
    async def fetch(self, request: Request) -> Response:
        if (response := await pages.routes.respond(request, self.env)) is not None:
            return response
        return Response("Not found", status=404)  # fallback

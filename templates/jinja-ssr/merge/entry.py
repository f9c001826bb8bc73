from workers import Request, Response, WorkerEntrypoint

import pages
from pages import error_pages


class Default(WorkerEntrypoint):
    @error_pages
    async def fetch(self, request: Request) -> Response:
        if (response := await pages.routes.respond(request, self.env)) is not None:
            return response
        return Response("Not found", status=404)  # fallback

from workers import Response, WorkerEntrypoint

import database


class Default(WorkerEntrypoint):
    async def fetch(self, request):
        if (response := await database.routes.respond(request, self.env)) is not None:
            return response
        return Response.from_json({"error": "Not found"}, status=404)  # fallback

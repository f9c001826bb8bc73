from workers import Response, WorkerEntrypoint

import assistant


class Default(WorkerEntrypoint):
    async def fetch(self, request):
        if (response := await assistant.routes.respond(request, self.env)) is not None:
            return response
        return Response.from_json({"error": "Not found"}, status=404)  # fallback

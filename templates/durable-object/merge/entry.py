from workers import Response, WorkerEntrypoint

import counter
from counter import Counter  # noqa: F401 - the runtime looks for it here


class Default(WorkerEntrypoint):
    async def fetch(self, request):
        if (response := await counter.routes.respond(request, self.env)) is not None:
            return response
        return Response.from_json({"error": "Not found"}, status=404)  # fallback

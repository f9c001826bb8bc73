from workers import Response, WorkerEntrypoint

import rpc
from rpc import Statistics  # noqa: F401


class Default(WorkerEntrypoint):
    async def fetch(self, request):
        if (response := await rpc.routes.respond(request, self.env)) is not None:
            return response
        return Response.from_json({"error": "Not found"}, status=404)  # fallback

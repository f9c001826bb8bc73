from typing import Any

from workers import Response, WorkerEntrypoint

import search


class Default(WorkerEntrypoint):
    @search.indexes_changes
    async def fetch(self, request):
        if (response := await search.routes.respond(request, self.env)) is not None:
            return response
        return Response.from_json({"error": "Not found"}, status=404)  # fallback

    async def scheduled(self, controller: Any, env: None = None, ctx: None = None) -> None:
        await search.index_changes(self.env)

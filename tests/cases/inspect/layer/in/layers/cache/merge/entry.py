from workers import Response, WorkerEntrypoint

import cache


class Default(WorkerEntrypoint):
    async def fetch(self, request):
        # What is there already is answered first.
        if (answer := await cache.respond(request, self.env)) is not None:
            return Response(answer)
        return Response("Not found", status=404)  # fallback

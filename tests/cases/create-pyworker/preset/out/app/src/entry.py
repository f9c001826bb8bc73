"""The Worker: hands each request to the application and its answer back to the runtime."""

from urllib.parse import urlsplit

from workers import Request, Response, WorkerEntrypoint

import cache
from application import answer


class Default(WorkerEntrypoint):
    """The handlers that the runtime calls."""

    async def fetch(self, request: Request) -> Response:
        """Answer an HTTP request."""
        # What is there already is answered first.
        if (cache_answer := await cache.respond(request, self.env)) is not None:
            return Response(cache_answer)
        reply = answer(request.method, urlsplit(request.url).path)
        return Response.json(reply.body, status=reply.status, headers=reply.headers)

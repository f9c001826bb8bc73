"""The Worker's handlers. Each one only hands over to a module of its own."""

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
        # Not `request.method`: it raises for a method that Python has no name for.
        reply = answer(str(request.js_object.method), urlsplit(request.url).path)
        return Response.from_json(reply.body, status=reply.status, headers=reply.headers)

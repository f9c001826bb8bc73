"""The Worker: hands each request to the application and its answer back to the runtime."""

from urllib.parse import urlsplit

from workers import Request, Response, WorkerEntrypoint

from application import answer


class Default(WorkerEntrypoint):
    """The handlers that the runtime calls."""

    async def fetch(self, request: Request) -> Response:
        """Answer an HTTP request."""
        reply = answer(request.method, urlsplit(request.url).path)
        return Response.json(reply.body, status=reply.status, headers=reply.headers)

"""The Worker's handlers. Each one only hands over to a module of its own."""

from urllib.parse import urlsplit

from workers import Request, Response, WorkerEntrypoint

from routes import answer


class Default(WorkerEntrypoint):
    """The handlers that the runtime calls."""

    async def fetch(self, request: Request) -> Response:
        """Answer an HTTP request."""
        status, body = answer(urlsplit(request.url).path)
        return Response.from_json(body, status=status)

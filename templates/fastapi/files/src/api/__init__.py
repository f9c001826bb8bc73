"""The FastAPI application, and which requests are its."""

from urllib.parse import urlsplit

from workers import Request, Response, WorkerEntrypoint, asgi

from api.application import PREFIX, app

__all__ = ["app", "respond"]


async def respond(request: Request, worker: WorkerEntrypoint) -> Response | None:
    """Let FastAPI answer, or `None` if the request is for somebody else."""
    path = urlsplit(request.url).path
    if path != PREFIX and not path.startswith(f"{PREFIX}/"):
        return None
    return Response(await asgi.fetch(app, request, worker.env, worker.ctx))

"""What the Worker does. Nothing here needs the Workers runtime, so tests run anywhere."""

from dataclasses import dataclass, field
from http import HTTPStatus

READ = ("GET", "HEAD")


@dataclass(frozen=True)
class Reply:
    """An answer to a request."""

    status: HTTPStatus
    body: dict[str, str]
    headers: dict[str, str] = field(default_factory=dict)


def answer(method: str, path: str) -> Reply:
    """Answer a request by its method and path."""
    if path not in ("/", "/health"):
        return Reply(HTTPStatus.NOT_FOUND, {"error": "Not found"})
    if method not in READ:
        return Reply(
            HTTPStatus.METHOD_NOT_ALLOWED, {"error": "Method not allowed"}, {"allow": ", ".join(READ)}
        )
    if path == "/health":
        return Reply(HTTPStatus.OK, {"status": "ok"}, {"cache-control": "no-store"})
    return Reply(HTTPStatus.OK, {"message": "Hello from Python"})

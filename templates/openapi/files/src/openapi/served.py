"""Where the document is, and whose routes are in it."""

import sys
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

from workers import Request, Response

from openapi.document import document
from web import Route, Router

_routes = Router()


async def respond(request: Request, worker: object) -> Response | None:
    """Answer for the document of this worker, or `None` if the request is for something else."""
    return await _routes.respond(request, worker)


@_routes.get("/openapi.json")
async def show(request: Request, worker: Any) -> Response:
    address = urlsplit(request.url)
    content = document(routes_of(worker), f"{address.scheme}://{address.netloc}")
    return Response.from_json(content, headers={"cache-control": "public, max-age=300"})


def routes_of(worker: object) -> Iterator[Route]:
    """The routes that the entry module asks: each router is the `routes` of a module that it imports."""
    entry = sys.modules[type(worker).__module__]
    for module in list(vars(entry).values()):
        routes = getattr(module, "routes", None)
        if isinstance(routes, Router):
            yield from routes

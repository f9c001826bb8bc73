"""The guides: files in `public/guides/` that come through the Worker, to be rewritten."""

from typing import Any

from workers import Request, Response

from web import Router

routes = Router()


@routes.get("/guides/")
async def show_start(request: Request, env: Any) -> Response:
    """The start of the guides, `public/guides/index.html`."""
    return await env.ASSETS.fetch(request)


@routes.get("/guides/{name:path}")
async def show(request: Request, env: Any, name: str) -> Response:
    """A guide."""
    return await env.ASSETS.fetch(request)

"""The addresses of the pages."""

from http import HTTPStatus
from typing import Any

from workers import Request, Response

from pages.articles import ARTICLES, find_article
from pages.rendering import page
from web import HttpError, Router

# For a minute nobody asks the Worker again; for an hour a cache may show the old page while it asks.
_CACHED = {"cache-control": "public, max-age=60, stale-while-revalidate=3600"}

routes = Router()


@routes.get("/")
async def home(request: Request, env: Any) -> Response:
    """The start page."""
    return page("home.html", env, {"articles": ARTICLES}, headers=_CACHED)


@routes.get("/articles/{slug}")
async def article(request: Request, env: Any, slug: str) -> Response:
    """An article."""
    found = find_article(slug)
    if found is None:
        raise HttpError(HTTPStatus.NOT_FOUND, "There is no such article.")
    return page(f"articles/{found.slug}.html", env, {"article": found}, headers=_CACHED)

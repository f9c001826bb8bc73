"""The address of the page."""

from typing import Any

from workers import Request, Response

from pages.rendering import page
from search.meaning import MeaningIndex
from search.query import QUERY_CHARACTERS, parse_query
from search.service import SearchService
from web import Router, query

RESULTS = 20

routes = Router()


@routes.get("/search")
async def show(request: Request, env: Any) -> Response:
    """What a query finds, and the form for the next one."""
    wanted = parse_query(query(request).get("q", ""))
    service = SearchService(env.DB, MeaningIndex.from_env(env))
    found = await service.search(wanted, pinned=False, limit=RESULTS)
    values = {"query": wanted.text, "query_characters": QUERY_CHARACTERS, "results": found.results}
    return page("search.html", env, values, headers={"cache-control": "no-cache"})

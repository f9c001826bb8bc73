"""The routes of the search."""

from dataclasses import asdict
from http import HTTPStatus
from typing import Any

from workers import Request, Response

from search.changes import index_changes
from search.meaning import MeaningIndex
from search.outbox import Outbox
from search.query import parse_query
from search.service import SearchService
from web import HttpError, Router, query, whole_number

RESULTS = 10
RESULTS_MAXIMUM = 50
# Fifteen digits: larger integers may become a BigInt on their way to D1, which refuses those.
ID_MAXIMUM = 10**15 - 1

routes = Router()


@routes.get("/api/search")
async def search(request: Request, env: Any) -> Response:
    values = query(request)
    wanted = parse_query(values.get("q", ""))
    found = await _service(env).search(wanted, pinned=_only_pinned(values), limit=_limit(values))
    results = [asdict(result) for result in found.results]
    return Response.from_json({"query": wanted.text, "mode": found.mode, "results": results})


@routes.get("/api/search/similar/{note_id}")
async def similar(request: Request, env: Any, note_id: str) -> Response:
    if not (note_id.isascii() and note_id.isdecimal() and len(note_id) <= len(str(ID_MAXIMUM))):
        raise HttpError(HTTPStatus.NOT_FOUND, "There is no such note.")
    results = await _service(env).similar(int(note_id), _limit(query(request)))
    return Response.from_json({"results": [asdict(result) for result in results]})


@routes.post("/api/search/index")
async def index(_request: Request, env: Any) -> Response:
    """Work off changes now. Repeating this does no harm, so it needs no protection but a rate limit."""
    indexed = await index_changes(env)
    return Response.from_json({"indexed": indexed, "left": await Outbox(env.DB).count()})


def _service(env: Any) -> SearchService:
    return SearchService(env.DB, MeaningIndex.from_env(env))


def _limit(values: dict[str, str]) -> int:
    return whole_number(values, "limit", default=RESULTS, maximum=RESULTS_MAXIMUM)


def _only_pinned(values: dict[str, str]) -> bool:
    value = values.get("pinned", "false")
    if value not in {"true", "false"}:
        raise HttpError(HTTPStatus.BAD_REQUEST, "pinned: this has to be true or false.")
    return value == "true"

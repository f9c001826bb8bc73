"""The JSON API. Reading is open, changing needs the API key."""

from dataclasses import asdict
from http import HTTPStatus
from typing import Any

from app import logs
from app.documents.draft import parse_draft
from app.errors import NotFoundError
from app.indexing.jobs import Job, JobKind
from app.limits import ID_MAXIMUM, PAGE_SIZE, PAGE_SIZE_MAXIMUM, SEARCH_PAGES
from app.search.query import parse_query
from app.search.results import SearchPage
from app.services import Services
from app.web.body import read_json_object
from app.web.guard import limit_rate, require_api_key
from app.web.http import HttpRequest, HttpResponse, json_response
from app.web.parameters import whole_number


async def search(request: HttpRequest, services: Services) -> HttpResponse:
    await limit_rate(request, services.rate_limiter)
    query = parse_query(request.query.get("q", ""))
    number = whole_number(request.query, "page", default=1, maximum=SEARCH_PAGES)
    page = await services.search.search(query, number, _page_size(request))
    return json_response({"query": query.text, **_search_page(page)})


async def list_documents(request: HttpRequest, services: Services) -> HttpResponse:
    size = _page_size(request)
    before = whole_number(request.query, "before", default=ID_MAXIMUM, maximum=ID_MAXIMUM)
    found = await services.documents.newest(size + 1, before)
    page = found[:size]
    return json_response(
        {
            "documents": [asdict(summary) for summary in page],
            "next_before": page[-1].id if len(found) > size else None,
        }
    )


async def get_document(request: HttpRequest, services: Services) -> HttpResponse:
    document = await services.documents.get(int(request.path_values["id"]))
    if document is None:
        raise NotFoundError
    return json_response(asdict(document))


async def create_document(request: HttpRequest, services: Services) -> HttpResponse:
    await _allow_change(request, services)
    document = await services.documents.create(parse_draft(await read_json_object(request)))
    await services.jobs.announce(Job(JobKind.INDEX, document.id))
    logs.info("document_created", document_id=document.id)
    return json_response(asdict(document), HTTPStatus.CREATED, {"location": f"/api/documents/{document.id}"})


async def replace_document(request: HttpRequest, services: Services) -> HttpResponse:
    await _allow_change(request, services)
    draft = parse_draft(await read_json_object(request))
    document = await services.documents.replace(int(request.path_values["id"]), draft)
    if document is None:
        raise NotFoundError
    await services.jobs.announce(Job(JobKind.INDEX, document.id))
    logs.info("document_replaced", document_id=document.id, version=document.version)
    return json_response(asdict(document))


async def delete_document(request: HttpRequest, services: Services) -> HttpResponse:
    await _allow_change(request, services)
    document_id = int(request.path_values["id"])
    if not await services.documents.delete(document_id):
        raise NotFoundError
    await services.jobs.announce(Job(JobKind.REMOVE, document_id))
    logs.info("document_deleted", document_id=document_id)
    return HttpResponse(HTTPStatus.NO_CONTENT, {"cache-control": "no-store"})


async def _allow_change(request: HttpRequest, services: Services) -> None:
    await limit_rate(request, services.rate_limiter)
    require_api_key(request, services.config)


def _page_size(request: HttpRequest) -> int:
    return whole_number(request.query, "limit", default=PAGE_SIZE, maximum=PAGE_SIZE_MAXIMUM)


def _search_page(page: SearchPage) -> dict[str, Any]:
    return {
        "mode": page.mode,
        "page": page.number,
        "has_more": page.has_more,
        "results": [
            {
                "id": result.summary.id,
                "title": result.summary.title,
                "excerpt": result.plain_excerpt,
                "updated_at": result.summary.updated_at,
                "score": round(result.score, 6),
                "found_by": result.found_by,
            }
            for result in page.results
        ],
    }

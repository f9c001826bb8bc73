"""The pages. They work without scripts; the form asks for the API key, so there is no session to steal."""

from collections.abc import Mapping
from http import HTTPStatus

from app import logs
from app.documents.draft import parse_draft
from app.errors import InvalidInputError, NotFoundError
from app.indexing.jobs import Job, JobKind
from app.limits import (
    BODY_CHARACTERS,
    PAGE_SIZE,
    QUERY_CHARACTERS,
    SEARCH_PAGES,
    TITLE_CHARACTERS,
)
from app.search.query import parse_query
from app.services import Services
from app.web.body import read_form
from app.web.guard import is_api_key, limit_rate, require_same_site
from app.web.http import HttpRequest, HttpResponse, html_response, see_other
from app.web.parameters import whole_number
from app.web.rendering import render

_NO_VALUES: Mapping[str, str] = {}


async def home(_request: HttpRequest, services: Services) -> HttpResponse:
    newest = await services.documents.newest(PAGE_SIZE)
    return html_response(
        render(
            "home.html",
            services.config,
            {"newest": newest, "query": "", "query_limit": QUERY_CHARACTERS},
        )
    )


async def search(request: HttpRequest, services: Services) -> HttpResponse:
    await limit_rate(request, services.rate_limiter)
    query = parse_query(request.query.get("q", ""))
    number = whole_number(request.query, "page", default=1, maximum=SEARCH_PAGES)
    page = await services.search.search(query, number, PAGE_SIZE)
    return html_response(
        render(
            "search.html",
            services.config,
            {"query": query.text, "page": page, "query_limit": QUERY_CHARACTERS},
        )
    )


async def document(request: HttpRequest, services: Services) -> HttpResponse:
    found = await services.documents.get(int(request.path_values["id"]))
    if found is None:
        raise NotFoundError
    return html_response(
        render("document.html", services.config, {"document": found, "paragraphs": _paragraphs(found.body)})
    )


async def new_document(_request: HttpRequest, services: Services) -> HttpResponse:
    return _form(services, _NO_VALUES, _NO_VALUES, HTTPStatus.OK)


async def create_document(request: HttpRequest, services: Services) -> HttpResponse:
    require_same_site(request)
    await limit_rate(request, services.rate_limiter)
    values = await read_form(request)
    if not is_api_key(values.pop("key", ""), services.config):
        errors = {"key": "This is not the API key."}
        return _form(services, values, errors, HTTPStatus.FORBIDDEN)
    try:
        draft = parse_draft(values)
    except InvalidInputError as error:
        return _form(services, values, error.fields, error.status)
    created = await services.documents.create(draft)
    await services.jobs.announce(Job(JobKind.INDEX, created.id))
    logs.info("document_created", document_id=created.id)
    return see_other(f"/documents/{created.id}")


def _paragraphs(text: str) -> list[str]:
    """What empty lines separate."""
    return [part for part in text.split("\n\n") if part.strip()]


def _form(
    services: Services, values: Mapping[str, str], errors: Mapping[str, str], status: HTTPStatus
) -> HttpResponse:
    """What was typed comes back, except for the key."""
    page = render(
        "new_document.html",
        services.config,
        {
            "values": {"title": values.get("title", ""), "body": values.get("body", "")},
            "errors": errors,
            "title_limit": TITLE_CHARACTERS,
            "body_limit": BODY_CHARACTERS,
        },
    )
    return html_response(page, status, {"cache-control": "no-store"})

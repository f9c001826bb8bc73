"""Errors as pages, for those who look at pages."""

import json
import logging
from http import HTTPStatus
from typing import Any

from workers import Request, Response

from pages.rendering import render
from web.middleware import Answer, middleware

_NOTHING_HERE = "There is nothing at this address."
_REFUSED = "The request could not be answered."
_INTERNAL = "Something went wrong on our side. Please try again in a minute."

# These describe a body that is not sent.
_OF_THE_BODY = {"content-type", "content-length", "content-encoding", "etag", "last-modified"}

_logger = logging.getLogger(__name__)


@middleware
async def error_pages(worker: Any, request: Request, answer: Answer) -> Response:
    """Show browsers a page where the answer is an error that is no page. Exceptions become an error 500."""
    try:
        response = await answer()
    except Exception:
        _logger.exception("request failed")
        error = {"error": _INTERNAL}
        response = Response.from_json(error, status=HTTPStatus.INTERNAL_SERVER_ERROR)
    if response.status < HTTPStatus.BAD_REQUEST or not _wants_page(request) or _is_page(response):
        return response
    headers = [pair for pair in response.headers.items() if pair[0].lower() not in _OF_THE_BODY]
    headers += [("content-type", "text/html; charset=utf-8"), ("vary", "accept")]
    if "cache-control" not in response.headers:
        headers.append(("cache-control", "no-store"))
    values = {
        "status": response.status,
        "heading": _phrase(response.status),
        "message": await _message(response),
        "request_id": response.headers.get("x-request-id"),
    }
    return Response(render("error.html", worker.env, values), status=response.status, headers=headers)


def _wants_page(request: Request) -> bool:
    """Browsers name HTML when they open an address; scripts and other clients do not."""
    return "text/html" in (request.headers.get("accept") or "")


def _is_page(response: Response) -> bool:
    return (response.headers.get("content-type") or "").startswith("text/html")


async def _message(response: Response) -> str:
    """What the answer says. Nothing of the inside: a page of an internal error says the same each time."""
    if response.status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        return _INTERNAL
    said = _said(await response.text())
    if said is None or said.lower() == _phrase(response.status).lower():
        # The heading says that already.
        return _NOTHING_HERE if response.status == HTTPStatus.NOT_FOUND else _REFUSED
    return said


def _said(content: str) -> str | None:
    """The message in the JSON of an error."""
    try:
        data: Any = json.loads(content)
    except ValueError:
        return None
    match data:
        case {"error": str(message)} | {"error": {"message": str(message)}}:
            return message
        case _:
            return None


def _phrase(status: int) -> str:
    try:
        return HTTPStatus(status).phrase
    except ValueError:
        return "Error"

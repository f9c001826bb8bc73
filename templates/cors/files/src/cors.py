"""Lets pages of other origins use this Worker (Cross-Origin Resource Sharing)."""

from http import HTTPMethod, HTTPStatus
from typing import Any

from workers import Request, Response

from web.middleware import Answer, changeable, middleware

METHODS = "GET, HEAD, POST, PUT, PATCH, DELETE"
REQUEST_HEADERS = "authorization, content-type, if-match, if-none-match"
"""Headers that a page may send, beside those that any page may."""

RESPONSE_HEADERS = "etag, location, retry-after, x-request-id"
"""Headers that a page may read, beside those that any page may."""

PREFLIGHT_SECONDS = 7_200
"""Browsers may remember for so long what is allowed."""

_ANY = "*"


@middleware
async def cors(worker: Any, request: Request, answer: Answer) -> Response:
    """Answer what a browser asks before a request, and mark answers that pages of other origins may read.

    `CORS_ORIGINS` has the origins, with spaces between them, or `*`. Cookies are never sent along.
    """
    origins: list[str] = getattr(worker.env, "CORS_ORIGINS", "").split()
    origin = request.headers.get("origin")
    response = _preflight() if _is_preflight(request) else changeable(await answer())
    if response.status == HTTPStatus.SWITCHING_PROTOCOLS:
        return response
    headers = response.js_object.headers
    if _ANY not in origins:
        # Whatever keeps the answer must not give it to another origin.
        headers.append("vary", "Origin")
    if _ANY in origins:
        headers.set("access-control-allow-origin", _ANY)
    elif origin in origins:
        headers.set("access-control-allow-origin", origin)
    else:
        return response
    headers.set("access-control-expose-headers", RESPONSE_HEADERS)
    return response


def _is_preflight(request: Request) -> bool:
    """A browser asks whether it may send what a page wants to send."""
    return (
        str(request.js_object.method) == HTTPMethod.OPTIONS
        and "origin" in request.headers
        and "access-control-request-method" in request.headers
    )


def _preflight() -> Response:
    """Without `Access-Control-Allow-Origin`, the browser takes nothing of it."""
    return Response(
        None,
        status=HTTPStatus.NO_CONTENT,
        headers={
            "access-control-allow-methods": METHODS,
            "access-control-allow-headers": REQUEST_HEADERS,
            "access-control-max-age": str(PREFLIGHT_SECONDS),
        },
    )

"""Requests: each has an id, is logged with its outcome, and is answered even if the Worker fails."""

import logging
import time
import uuid
from http import HTTPStatus
from typing import Any
from urllib.parse import urlsplit

from workers import Request, Response

from observability.logs import log_context
from web.middleware import Answer, changeable, middleware

REQUEST_ID = "x-request-id"
"""The header that tells the client the id under which the logs have its request."""

_logger = logging.getLogger(__name__)


@middleware
async def observed_request(worker: Any, request: Request, answer: Answer) -> Response:
    """Log the request; what escapes from the handler becomes a 500 that tells nothing but the id."""
    # Cloudflare's own id, where there is one: it also stands in the dashboard.
    request_id = request.headers.get("cf-ray") or uuid.uuid4().hex
    started = time.perf_counter()
    with log_context(request_id=request_id):
        try:
            response = changeable(await answer())
        except Exception:
            _logger.exception("request failed")
            response = _failure(request_id)
        _logger.info(
            "request",
            extra={
                "method": str(request.js_object.method),
                # Without the query: it may hold what does not belong into logs.
                "path": urlsplit(request.url).path,
                "status": response.status,
                # The clock of Workers stands still while they compute; this is the time spent waiting.
                "waited_ms": round((time.perf_counter() - started) * 1000),
            },
        )
    if response.status != HTTPStatus.SWITCHING_PROTOCOLS:
        response.js_object.headers.set(REQUEST_ID, request_id)
    return response


def _failure(request_id: str) -> Response:
    return Response.from_json(
        {"error": "Something went wrong on our side.", "request_id": request_id},
        status=HTTPStatus.INTERNAL_SERVER_ERROR,
        headers={"cache-control": "no-store"},
    )

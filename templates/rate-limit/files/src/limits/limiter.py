"""Refuses the requests of clients that send too many."""

from http import HTTPStatus
from typing import Any
from urllib.parse import urlsplit

from workers import Request, Response

from web import HttpError
from web.middleware import Answer, middleware

# As in the wrangler configuration.
PERIOD_SECONDS = 60

# Monitors ask this often, and it costs nothing.
UNLIMITED_PATHS = frozenset({"/health"})


@middleware
async def limited(worker: Any, request: Request, answer: Answer) -> Response:
    """Let a request go on if its client is within the limit."""
    if await _is_within_limit(request, worker.env):
        return await answer()
    headers = {"retry-after": str(PERIOD_SECONDS)}
    return HttpError(HTTPStatus.TOO_MANY_REQUESTS, "Too many requests.", headers).response()


async def _is_within_limit(request: Request, env: Any) -> bool:
    """An environment without the binding has no limit."""
    limiter = getattr(env, "RATE_LIMITER", None)
    if limiter is None or urlsplit(request.url).path in UNLIMITED_PATHS:
        return True
    outcome = await limiter.limit({"key": _client(request)})
    return outcome["success"]


def _client(request: Request) -> str:
    """The client's address. Cloudflare sets the header, whatever the client sends under that name."""
    return request.headers.get("cf-connecting-ip") or "unknown"

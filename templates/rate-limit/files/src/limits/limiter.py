"""Refuses the requests of clients that send too many."""

from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from inspect import isawaitable
from typing import Any
from urllib.parse import urlsplit

from workers import Request

from web import HttpError

# As in wrangler.jsonc.
PERIOD_SECONDS = 60

# Monitors ask this often, and it costs nothing.
UNLIMITED_PATHS = frozenset({"/health"})


def limited(fetch: Callable[..., Any]) -> Callable[..., Any]:
    """Decorates a Worker's `fetch`: it is only called within the limit."""

    @wraps(fetch)
    async def limited_fetch(worker: Any, request: Request, *rest: Any) -> Any:
        if not await _is_within_limit(request, worker.env):
            headers = {"retry-after": str(PERIOD_SECONDS)}
            return HttpError(HTTPStatus.TOO_MANY_REQUESTS, "Too many requests.", headers).response()
        response = fetch(worker, request, *rest)
        return await response if isawaitable(response) else response

    return limited_fetch


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

"""Who may do what, and how often."""

import hashlib
import hmac
from urllib.parse import urlsplit

from app import logs
from app.bindings import RateLimiter
from app.config import Config
from app.errors import (
    ForbiddenError,
    TooManyRequestsError,
    UnauthorizedError,
    WritesDisabledError,
)
from app.web.http import HttpRequest

_KEY_LENGTH_MINIMUM = 16


def is_api_key(given: str, config: Config) -> bool:
    """Compare in constant time, digests instead of keys so that not even the length can be measured."""
    if config.api_key is None or len(config.api_key) < _KEY_LENGTH_MINIMUM:
        logs.warning("api_key_not_set")
        raise WritesDisabledError
    return hmac.compare_digest(_digest(given), _digest(config.api_key))


def require_api_key(request: HttpRequest, config: Config) -> None:
    scheme, _, key = request.headers.get("authorization", "").partition(" ")
    given = key.strip() if scheme.lower() == "bearer" else ""
    if not is_api_key(given, config):
        raise UnauthorizedError


def require_same_site(request: HttpRequest) -> None:
    """Refuse forms that a browser sent from another site's page.

    The form asks for the key each time and there are no cookies, so a foreign page has nothing to abuse;
    this only closes the door that a later login would open. Clients that are not browsers send neither
    header.
    """
    fetch_site = request.headers.get("sec-fetch-site")
    origin = request.headers.get("origin")
    if fetch_site is not None:
        allowed = fetch_site in {"same-origin", "none"}
    else:
        allowed = origin is None or urlsplit(origin).netloc == request.host
    if not allowed:
        raise ForbiddenError


async def limit_rate(request: HttpRequest, limiter: RateLimiter | None) -> None:
    """Searches cost money and changes cost storage; each client gets a share."""
    if limiter is None:
        return
    outcome = await limiter.limit({"key": request.client})
    if not outcome["success"]:
        raise TooManyRequestsError


def _digest(text: str) -> bytes:
    return hashlib.sha256(text.encode()).digest()

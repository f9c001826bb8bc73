"""Sessions in cookies. The cookie says who it is and until when, and is signed; nothing is stored."""

import json
import secrets
import time
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any
from urllib.parse import quote, urlsplit

from workers import Request

from auth.settings import signing_secrets
from auth.signing import sign, signed_text
from web import HttpError

COOKIE = "__Host-session"
"""With this prefix, browsers take the cookie over HTTPS (or from localhost) alone, for this very host."""

SECONDS = 7 * 86_400

_ATTRIBUTES = "Path=/; Secure; HttpOnly; SameSite=Lax"
_PURPOSE = "session"


@dataclass(frozen=True, slots=True)
class Session:
    """`id` is random: what belongs to the session is bound to it."""

    id: str
    account: str
    expires_at: int


def start_session(account: str, env: Any) -> str:
    """The cookie of a new session."""
    fields = [secrets.token_urlsafe(16), account, int(time.time()) + SECONDS]
    token = sign(json.dumps(fields), _PURPOSE, signing_secrets(env))
    return f"{COOKIE}={token}; Max-Age={SECONDS}; {_ATTRIBUTES}"


def end_cookie() -> str:
    """Makes the browser forget the session."""
    return f"{COOKIE}=; Max-Age=0; {_ATTRIBUTES}"


def find_session(request: Request, env: Any) -> Session | None:
    """The session of the request, if it has one that still holds."""
    token = _cookies(request).get(COOKIE)
    if token is None:
        return None
    text = signed_text(token, _PURPOSE, signing_secrets(env))
    if text is None:
        return None
    session = Session(*json.loads(text))
    return session if session.expires_at > time.time() else None


def require_session(request: Request, env: Any) -> Session:
    """The session of the request; without one, the visitor is sent to the login and comes back after it."""
    session = find_session(request, env)
    if session is None:
        login = f"/login?next={quote(_address(request), safe='/')}"
        headers = {"location": login, "cache-control": "no-store"}
        raise HttpError(HTTPStatus.SEE_OTHER, "Log in first.", headers)
    return session


def _address(request: Request) -> str:
    """Where to come back to. An address that changes something is not to be opened again."""
    if str(request.js_object.method) not in {"GET", "HEAD"}:
        return "/"
    parts = urlsplit(request.url)
    return f"{parts.path}?{parts.query}" if parts.query else parts.path


def _cookies(request: Request) -> dict[str, str]:
    pairs = (pair.strip().partition("=") for pair in (request.headers.get("cookie") or "").split(";"))
    return {name: value for name, _, value in pairs}

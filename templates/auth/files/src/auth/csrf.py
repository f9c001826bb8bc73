"""Forms are only taken from this site's own pages (against cross-site request forgery)."""

from collections.abc import Mapping
from http import HTTPStatus
from typing import Any
from urllib.parse import urlsplit

from workers import Request

from auth.sessions import Session
from auth.settings import signing_secrets
from auth.signing import is_one_of, signature
from web import HttpError

TOKEN_FIELD = "token"  # noqa: S105 - the field's name
"""The hidden field that every form of a session has."""

_PURPOSE = "form"


def form_token(session: Session, env: Any) -> str:
    """What the forms of a session carry. Another session's is another one."""
    return signature(session.id, _PURPOSE, signing_secrets(env)[0])


def check_form(request: Request, fields: Mapping[str, str], session: Session, env: Any) -> None:
    """Refuse a form that is not of this session's own pages."""
    check_origin(request)
    given = fields.get(TOKEN_FIELD, "")
    if not is_one_of(given, (signature(session.id, _PURPOSE, secret) for secret in signing_secrets(env))):
        raise HttpError(HTTPStatus.FORBIDDEN, "The form is too old. Please open the page again.")


def check_origin(request: Request) -> None:
    """Refuse what a browser sent from a page of another site.

    Clients that are no browsers send neither header, and have no cookies that a foreign page could use.
    """
    fetch_site = request.headers.get("sec-fetch-site")
    origin = request.headers.get("origin")
    if fetch_site is not None:
        allowed = fetch_site in {"same-origin", "none"}
    else:
        allowed = origin is None or urlsplit(origin).netloc == urlsplit(request.url).netloc
    if not allowed:
        raise HttpError(HTTPStatus.FORBIDDEN, "This was sent by another site.")

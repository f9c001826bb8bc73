"""The addresses: pages for people, one for programs, one for services."""

import logging
from http import HTTPStatus
from typing import Any

from workers import Request, Response

from auth import pages
from auth.csrf import TOKEN_FIELD, check_form, check_origin, form_token
from auth.forms import read_form
from auth.keys import require_key
from auth.sessions import end_cookie, find_session, require_session, start_session
from auth.settings import is_password
from auth.webhooks import signed_body
from web import HttpError, Router, parse_json, query

ACCOUNT = "operator"
"""There is one account, whose password is a secret. With a table of users, this and `is_password` change."""

START = "/account"

_logger = logging.getLogger(__name__)

routes = Router()


@routes.get("/login")
async def login_page(request: Request, env: Any) -> Response:
    """The form for the password."""
    target = _local(query(request).get("next"))
    if find_session(request, env):
        return _see(target)
    return pages.login(target)


@routes.post("/login")
async def login(request: Request, env: Any) -> Response:
    """Start a session, and go where the visitor wanted to go."""
    check_origin(request)
    fields = await read_form(request)
    target = _local(fields.get("next"))
    if not is_password(fields.get("password", ""), env):
        _logger.warning("login refused")
        return pages.login(target, error="This is not the password.")
    _logger.info("login")
    return _see(target, cookie=start_session(ACCOUNT, env))


@routes.post("/logout")
async def logout(request: Request, env: Any) -> Response:
    """End the session of this browser."""
    session = require_session(request, env)
    check_form(request, await read_form(request), session, env)
    return _see("/login", cookie=end_cookie())


@routes.get("/account")
async def account(request: Request, env: Any) -> Response:
    """The page of the account, only with a session."""
    session = require_session(request, env)
    return pages.account(session, TOKEN_FIELD, form_token(session, env))


@routes.get("/api/whoami")
async def whoami(request: Request, env: Any) -> Response:
    """Tell a program whose key it has used."""
    return Response.from_json({"key": require_key(request, env)}, headers={"cache-control": "no-store"})


@routes.post("/webhooks/events")
async def receive_event(request: Request, env: Any) -> Response:
    """Take an event of another service. It may come twice: its `webhook-id` is the same then."""
    event = parse_json((await signed_body(request, env)).decode(errors="replace"))
    _logger.info("webhook %s: %s", request.headers["webhook-id"], event.get("type"))
    return Response(None, status=HTTPStatus.NO_CONTENT)


def _see(target: str, cookie: str | None = None) -> Response:
    headers = {"location": target, "cache-control": "no-store"}
    if cookie is not None:
        headers["set-cookie"] = cookie
    return Response(None, status=HTTPStatus.SEE_OTHER, headers=headers)


def _local(target: str | None) -> str:
    """An address on this site, whatever the client says. Browsers read a backslash as a slash."""
    if not target:
        return START
    leads_away = not target.startswith("/") or target.startswith("//") or "\\" in target
    if leads_away or not target.isprintable():
        raise HttpError(HTTPStatus.BAD_REQUEST, "`next` has to be an address on this site.")
    return target

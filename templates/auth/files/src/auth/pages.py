"""The pages of the login. They bring their own style, so they look the same on every site."""

from base64 import b64encode
from datetime import UTC, datetime
from functools import cache
from hashlib import sha256
from html import escape
from http import HTTPStatus
from pathlib import Path
from string import Template

from workers import Response

from auth.sessions import Session

_HERE = Path(__file__).parent


def login(target: str, error: str | None = None) -> Response:
    """The form for the password; `target` is where to go afterwards."""
    content = _template("login.html").substitute(
        target=escape(target),
        error=f'<p class="error" id="error" role="alert">{escape(error)}</p>' if error else "",
        described='aria-invalid="true" aria-describedby="error"' if error else "",
    )
    title = "Error: log in" if error else "Log in"
    return _page(title, content, HTTPStatus.FORBIDDEN if error else HTTPStatus.OK)


def account(session: Session, token_field: str, token: str) -> Response:
    """Who is logged in, and the way out."""
    until = datetime.fromtimestamp(session.expires_at, UTC)
    content = _template("account.html").substitute(
        account=escape(session.account),
        until=until.isoformat(),
        until_text=f"{until.day} {until:%B %Y, %H:%M} UTC",
        token_field=escape(token_field),
        token=escape(token),
    )
    return _page("Account", content, HTTPStatus.OK)


def _page(title: str, content: str, status: HTTPStatus) -> Response:
    return Response(
        _template("page.html").substitute(title=escape(title), content=content),
        status=status,
        headers={
            "content-type": "text/html; charset=utf-8",
            "content-security-policy": _policy(),
            "cache-control": "no-store",
            "referrer-policy": "same-origin",
            "x-frame-options": "DENY",
        },
    )


@cache
def _template(name: str) -> Template:
    return Template((_HERE / name).read_text(encoding="utf-8"))


@cache
def _policy() -> str:
    """Lets in the style that stands in the page, and nothing else."""
    style = _template("page.html").template.partition("<style>")[2].partition("</style>")[0]
    digest = b64encode(sha256(style.encode()).digest()).decode()
    return (
        f"default-src 'none'; style-src 'sha256-{digest}'; img-src data:; form-action 'self'; "
        "base-uri 'none'; frame-ancestors 'none'"
    )

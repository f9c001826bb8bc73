"""Keys of programs: `Authorization: Bearer …`."""

from http import HTTPStatus
from typing import Any

from workers import Request

from auth.settings import api_keys
from auth.signing import is_equal
from web import HttpError


def require_key(request: Request, env: Any) -> str:
    """The name of the key that the request has; 401 without a good one."""
    scheme, _, given = (request.headers.get("authorization") or "").partition(" ")
    # All of them are compared, so that the time tells nothing.
    names = [name for name, key in api_keys(env).items() if is_equal(given.strip(), key)]
    if scheme.lower() != "bearer" or not names:
        raise HttpError(HTTPStatus.UNAUTHORIZED, "An API key is needed.", {"www-authenticate": "Bearer"})
    return names[0]

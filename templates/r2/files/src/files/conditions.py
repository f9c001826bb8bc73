"""Conditional requests: R2 decides whether a condition holds, this says what it means if it does not."""

import re
from datetime import UTC, datetime
from email.utils import format_datetime
from http import HTTPStatus
from typing import Any

from workers import Request

from web import HttpError

_TAG = r'(?:W/)?"[^"]*"'
_TAGS = re.compile(rf"\*|{_TAG}(?:\s*,\s*{_TAG})*")
_READ_ONLY_IF_CHANGED = ("if-none-match", "if-modified-since")
_ONLY_THIS_VERSION = ("if-match", "if-unmodified-since")


def conditions(request: Request) -> dict[str, Any]:
    """R2's option for the request's conditions; 400 if one is malformed, at which R2 would fail."""
    for name in ("if-match", "if-none-match"):
        value = request.headers.get(name)
        if value is not None and not _TAGS.fullmatch(value.strip()):
            raise HttpError(HTTPStatus.BAD_REQUEST, f"{name}: this is no list of entity tags.")
    return {"onlyIf": request.js_object.headers}


def failed_status(request: Request) -> HTTPStatus:
    """What to answer to a download whose condition does not hold."""
    is_about_version = any(name in request.headers for name in _ONLY_THIS_VERSION)
    is_about_change = any(name in request.headers for name in _READ_ONLY_IF_CHANGED)
    if is_about_change and not is_about_version:
        return HTTPStatus.NOT_MODIFIED
    return HTTPStatus.PRECONDITION_FAILED


def allows_range(request: Request, file: Any) -> bool:
    """Whether `If-Range`, if it is there, names this version of the file."""
    version = request.headers.get("if-range")
    return version is None or version in {file.httpEtag, http_date(file.uploaded)}


def http_date(moment: datetime) -> str:
    return format_datetime(moment.astimezone(UTC), usegmt=True)

"""What travels with a file: its content headers and its `x-meta-` headers, to R2 and back."""

from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from workers import Request

from files.conditions import http_date
from web import HttpError

META_PREFIX = "x-meta-"
META_BYTES = 2_048
DEFAULT_TYPE = "application/octet-stream"

# By their names in R2.
_CONTENT_HEADERS = {
    "contentType": "content-type",
    "contentDisposition": "content-disposition",
    "contentLanguage": "content-language",
    "cacheControl": "cache-control",
}

# Files come from anybody: a page among them may show itself, but run no script and reach nothing else.
_SAFETY = {
    "content-security-policy": (
        "sandbox; default-src 'none'; img-src 'self' data:; media-src 'self'; style-src 'unsafe-inline'"
    ),
    "x-content-type-options": "nosniff",
}


def metadata_of(request: Request) -> dict[str, Any]:
    """R2's options for what an upload says of itself."""
    custom = {
        name.removeprefix(META_PREFIX): value
        for name, value in _lower(request).items()
        if name.startswith(META_PREFIX)
    }
    if sum(len(name) + len(value.encode()) for name, value in custom.items()) > META_BYTES:
        message = f"The {META_PREFIX} headers may have at most {META_BYTES} bytes."
        raise HttpError(HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE, message)
    if not all(value.isascii() for value in custom.values()):
        message = f"The {META_PREFIX} headers have to be ASCII."
        raise HttpError(HTTPStatus.BAD_REQUEST, message)
    http = {
        name: value
        for name, header in _CONTENT_HEADERS.items()
        if (value := request.headers.get(header)) is not None
    }
    return {"httpMetadata": {"contentType": DEFAULT_TYPE, **http}, "customMetadata": custom}


def headers_of(file: Any) -> dict[str, str]:
    """The headers of an answer with the file."""
    stored: Mapping[str, str | None] = file.httpMetadata
    custom: Mapping[str, str] = file.customMetadata
    content = {header: value for name, header in _CONTENT_HEADERS.items() if (value := stored.get(name))}
    return {
        **content,
        **{META_PREFIX + name: value for name, value in custom.items()},
        "accept-ranges": "bytes",
        "etag": file.httpEtag,
        "last-modified": http_date(file.uploaded),
        **_SAFETY,
    }


def _lower(request: Request) -> dict[str, str]:
    return {name.lower(): value for name, value in request.headers.items()}

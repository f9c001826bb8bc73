"""Reads what a form has sent."""

from http import HTTPStatus
from urllib.parse import parse_qsl

from workers import Request

from web import HttpError, read_body

_BYTES = 16_384
_FIELDS = 50


async def read_form(request: Request) -> dict[str, str]:
    """The fields; 415, 413 or 400 if it is no form."""
    media_type, _, _ = (request.headers.get("content-type") or "").partition(";")
    if media_type.strip().lower() != "application/x-www-form-urlencoded":
        raise HttpError(HTTPStatus.UNSUPPORTED_MEDIA_TYPE, "The body has to be a form.")
    try:
        text = (await read_body(request, _BYTES)).decode()
        return dict(parse_qsl(text, keep_blank_values=True, max_num_fields=_FIELDS))
    except ValueError as error:
        raise HttpError(HTTPStatus.BAD_REQUEST, "This is no form.") from error

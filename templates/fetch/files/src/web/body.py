"""Reads the body of a request: only the expected type, only up to a limit, only sound content."""

import json
import re
from http import HTTPStatus
from typing import Any, NoReturn, cast

from workers import Request

from web.errors import HttpError

LIMIT = 65_536
"""The largest body in bytes, where a route does not say otherwise."""

_DEPTH = 64
_STRING_OR_BRACKET = re.compile(r'"(?:[^"\\]|\\.)*+"|[\[\]{}]', re.DOTALL)


async def read_json(request: Request, limit: int = LIMIT) -> dict[str, Any]:
    """The JSON object in the body; 415, 413 or 400 if there is none."""
    media_type, _, _ = (request.headers.get("content-type") or "").partition(";")
    if media_type.strip().lower() != "application/json":
        raise HttpError(HTTPStatus.UNSUPPORTED_MEDIA_TYPE, "The body has to be application/json.")
    content = await read_body(request, limit)
    try:
        text = content.decode()
    except UnicodeDecodeError as error:
        raise HttpError(HTTPStatus.BAD_REQUEST, "The body is not valid UTF-8.") from error
    return parse_json(text)


def parse_json(text: str) -> dict[str, Any]:
    """The JSON object in a text from outside; 400 if it is none."""
    value = parse_json_value(text)
    if not isinstance(value, dict):
        raise HttpError(HTTPStatus.BAD_REQUEST, "This has to be a JSON object.")
    return cast("dict[str, Any]", value)


def parse_json_value(text: str) -> Any:
    """The JSON value in a text from outside, whatever it is; 400 if it is none."""
    _check_depth(text)
    try:
        return json.loads(text, parse_constant=_refuse_constant)
    except ValueError as error:
        raise HttpError(HTTPStatus.BAD_REQUEST, "This is not valid JSON.") from error


async def read_body(request: Request, limit: int = LIMIT) -> bytes:
    """The body as it arrives, up to the limit: the sender's `Content-Length` proves nothing."""
    if not request.body:
        return b""
    reader = request.body.getReader()
    received = bytearray()
    while not (chunk := await reader.read()).done:
        received += chunk.value.to_bytes()
        if len(received) > limit:
            await reader.cancel()
            raise HttpError(HTTPStatus.CONTENT_TOO_LARGE, f"The body may have at most {limit} bytes.")
    return bytes(received)


def _check_depth(text: str) -> None:
    """Refuse deep nesting before parsing: in WebAssembly it exhausts the stack, and that ends the isolate."""
    depth = 0
    for token in _STRING_OR_BRACKET.finditer(text):
        if token[0] in "[{":
            depth += 1
            if depth > _DEPTH:
                raise HttpError(HTTPStatus.BAD_REQUEST, "This is nested too deeply.")
        elif token[0] in "]}":
            depth -= 1


def _refuse_constant(name: str) -> NoReturn:
    message = f"{name} is not JSON"
    raise ValueError(message)

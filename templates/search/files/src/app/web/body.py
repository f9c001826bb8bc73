"""Reads the body of a request: only the expected type, only up to the limit, only sound content."""

import json
import re
from typing import Any, NoReturn, cast
from urllib.parse import parse_qsl

from app.errors import BadRequestError, UnsupportedMediaTypeError
from app.limits import JSON_DEPTH, REQUEST_BYTES
from app.web.http import HttpRequest

_FORM_FIELDS = 20
_STRING_OR_BRACKET = re.compile(r'"(?:[^"\\]|\\.)*+"|[\[\]{}]', re.DOTALL)


async def read_json_object(request: HttpRequest) -> dict[str, object]:
    text = await _read_text(request, "application/json")
    _check_depth(text)
    try:
        value: Any = json.loads(text, parse_constant=_refuse_constant)
    except ValueError as error:
        message = "The body is not valid JSON."
        raise BadRequestError(message) from error
    if not isinstance(value, dict):
        message = "The body has to be a JSON object."
        raise BadRequestError(message)
    return cast("dict[str, object]", value)


async def read_form(request: HttpRequest) -> dict[str, str]:
    text = await _read_text(request, "application/x-www-form-urlencoded")
    try:
        pairs = parse_qsl(text, keep_blank_values=True, max_num_fields=_FORM_FIELDS)
    except ValueError as error:
        message = "The form has too many fields."
        raise BadRequestError(message) from error
    return dict(pairs)


async def _read_text(request: HttpRequest, media_type: str) -> str:
    given, _, _ = request.headers.get("content-type", "").partition(";")
    if given.strip().lower() != media_type:
        raise UnsupportedMediaTypeError(media_type)
    try:
        return (await request.read_body(REQUEST_BYTES)).decode()
    except UnicodeDecodeError as error:
        message = "The body is not valid UTF-8."
        raise BadRequestError(message) from error


def _check_depth(text: str) -> None:
    """Refuse deep nesting before parsing: in WebAssembly it exhausts the stack, and that ends the isolate."""
    depth = 0
    for token in _STRING_OR_BRACKET.finditer(text):
        if token[0] in "[{":
            depth += 1
            if depth > JSON_DEPTH:
                message = "The body is nested too deeply."
                raise BadRequestError(message)
        elif token[0] in "]}":
            depth -= 1


def _refuse_constant(name: str) -> NoReturn:
    message = f"{name} is not JSON"
    raise ValueError(message)

"""The parameters in an address."""

from collections.abc import Mapping
from http import HTTPStatus
from urllib.parse import parse_qsl, urlsplit

from workers import Request

from web.errors import HttpError


def query(request: Request) -> dict[str, str]:
    """The parameters after the question mark; of several with one name the first."""
    values: dict[str, str] = {}
    for name, value in parse_qsl(urlsplit(request.url).query, keep_blank_values=True):
        values.setdefault(name, value)
    return values


def whole_number(
    values: Mapping[str, str], name: str, *, default: int, minimum: int = 1, maximum: int
) -> int:
    """A number within bounds among the parameters; 400 if it is anything else."""
    text = values.get(name)
    if text is None:
        return default
    # `int` would also take signs, spaces, underscores and thousands of digits.
    if text.isascii() and text.isdecimal() and len(text) <= len(str(maximum)):
        number = int(text)
        if minimum <= number <= maximum:
            return number
    message = f"{name}: this has to be a whole number from {minimum} to {maximum}."
    raise HttpError(HTTPStatus.BAD_REQUEST, message)

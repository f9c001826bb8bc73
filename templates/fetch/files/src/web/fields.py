"""Takes fields out of a JSON object, each of the type that is expected, or says what is wrong with one."""

from collections.abc import Mapping
from http import HTTPStatus
from typing import Any, cast

from web.errors import HttpError


def only(values: Mapping[str, Any], *names: str) -> None:
    """Refuse fields that nobody would read: a misspelled one would be lost without a word."""
    for name in values:
        if name not in names:
            raise _wrong(name, "this field is not known.")


def text(values: Mapping[str, Any], name: str, maximum: int) -> str:
    """A text with something in it; white space around it does not count."""
    value = _text(values.get(name), name, maximum)
    if value is None or not value:
        raise _wrong(name, "a text is needed.")
    return value


def optional_text(values: Mapping[str, Any], name: str, maximum: int) -> str | None:
    """A text, or `None` if the field is `null`, missing or empty."""
    return _text(values.get(name), name, maximum) or None


def flag(values: Mapping[str, Any], name: str, *, default: bool) -> bool:
    value = values.get(name, default)
    if not isinstance(value, bool):
        raise _wrong(name, "this has to be true or false.")
    return value


def an_object(value: Any, name: str) -> dict[str, Any]:
    """An element of a list that has to be an object."""
    if not isinstance(value, dict):
        raise _wrong(name, "each one has to be an object.")
    return cast("dict[str, Any]", value)


def _text(value: Any, name: str, maximum: int) -> str | None:
    if value is None:
        return None
    if not isinstance(value, str):
        raise _wrong(name, "this has to be text.")
    stripped = value.strip()
    if len(stripped) > maximum:
        raise _wrong(name, f"this may have at most {maximum} characters.")
    # JSON can express halves of surrogate pairs; UTF-8 cannot, and a database would store something else.
    if "\0" in stripped or any("\ud800" <= character <= "\udfff" for character in stripped):
        raise _wrong(name, "there is broken text in it.")
    return stripped


def _wrong(name: str, message: str) -> HttpError:
    return HttpError(HTTPStatus.BAD_REQUEST, f"{name}: {message}")

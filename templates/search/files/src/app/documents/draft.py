"""Turns untrusted input into the content of a document, or says what is wrong with it, field by field."""

from collections.abc import Mapping
from dataclasses import dataclass

from app.errors import InvalidInputError
from app.limits import BODY_CHARACTERS, TITLE_CHARACTERS
from app.text import clean, is_printable


@dataclass(frozen=True, slots=True)
class Draft:
    title: str
    body: str


def parse_draft(values: Mapping[str, object]) -> Draft:
    """The one way to a draft, for the API and for the form."""
    errors = {name: "This field is not known." for name in values if name not in {"title", "body"}}
    title = _text(values, "title", TITLE_CHARACTERS, errors)
    body = _text(values, "body", BODY_CHARACTERS, errors)
    if "title" not in errors and "\n" in title:
        errors["title"] = "Keep the title on one line."
    if errors:
        raise InvalidInputError(errors)
    return Draft(title=title, body=body)


def _text(values: Mapping[str, object], name: str, limit: int, errors: dict[str, str]) -> str:
    value = values.get(name)
    if value is None:
        errors[name] = "This field is needed."
        return ""
    if not isinstance(value, str):
        errors[name] = "This field has to be text."
        return ""
    text = clean(value)
    if not text:
        errors[name] = "This field must not be empty."
    elif len(text) > limit:
        errors[name] = f"This field may have at most {limit} characters; it has {len(text)}."
    elif not is_printable(text):
        errors[name] = "This field has control characters or broken text in it."
    return text

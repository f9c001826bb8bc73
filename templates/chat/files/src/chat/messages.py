"""What is said over the sockets.

A client sends `{"text": …}`. It gets `{"type": "message", …}`, `{"type": "members", "names": […]}` and, if it
was not understood, `{"type": "error", "error": …}`.
"""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass

from web import HttpError, parse_json

TEXT_LIMIT = 1_000
NAME_LIMIT = 30

_DIGITS = 15
# A character may be written with twelve, as two escapes.
_FRAME_LIMIT = 12 * TEXT_LIMIT + 100
_USAGE = f'Send {{"text": "…"}}, with 1 to {TEXT_LIMIT} characters.'


class BadMessageError(Exception):
    """Something that a client sent and that says nothing."""


@dataclass(frozen=True, slots=True)
class Message:
    """One message of the history. `at` is in UTC, as ISO 8601."""

    id: int
    name: str
    text: str
    at: str

    def event(self) -> str:
        return json.dumps({"type": "message", **asdict(self)})


def members_event(names: Sequence[str]) -> str:
    return json.dumps({"type": "members", "names": names})


def error_event(error: str) -> str:
    return json.dumps({"type": "error", "error": error})


def read_text(frame: object) -> str:
    """The text in a frame that a client sent."""
    if not isinstance(frame, str) or len(frame) > _FRAME_LIMIT:
        raise BadMessageError(_USAGE)
    try:
        data = parse_json(frame)
    except HttpError as error:
        raise BadMessageError(_USAGE) from error
    text = data.get("text")
    if not isinstance(text, str) or not text.strip() or len(text) > TEXT_LIMIT:
        raise BadMessageError(_USAGE)
    return text.strip()


def read_name(name: str) -> str | None:
    """A member's name, or `None` if it cannot be one."""
    tidy = " ".join(name.split())
    return tidy if tidy.isprintable() and 1 <= len(tidy) <= NAME_LIMIT else None


def read_position(text: str) -> int:
    """The number of the last message that a client has; zero if it does not say."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= _DIGITS else 0

"""Time as the service stores it: text in UTC that sorts in the order of time."""

from collections.abc import Callable
from datetime import UTC, datetime

type Clock = Callable[[], datetime]

_FORMAT = "%Y-%m-%dT%H:%M:%SZ"


def utc_now() -> datetime:
    return datetime.now(UTC)


def to_text(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime(_FORMAT)


def from_text(text: str) -> datetime:
    return datetime.strptime(text, _FORMAT).replace(tzinfo=UTC)

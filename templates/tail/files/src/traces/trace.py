"""A trace as plain values.

The runtime hands over objects of JavaScript, in which anything may be missing or `null`.
"""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Line:
    """What was logged; levels are `debug`, `info`, `log`, `warn` and `error`."""

    level: str
    text: str


@dataclass(frozen=True, slots=True)
class Trace:
    """One invocation of a Worker.

    `event` says what it was for: `GET https://…`, `cron */5 * * * *`, or nothing.
    """

    worker: str
    outcome: str
    event: str
    lines: tuple[Line, ...]
    exceptions: tuple[str, ...]


def read(trace: Any) -> Trace:
    """The trace without JavaScript's objects."""
    return Trace(
        worker=_text(trace, "scriptName") or "a Worker",
        outcome=_text(trace, "outcome") or "unknown",
        event=_event(getattr(trace, "event", None)),
        lines=tuple(
            Line(_text(log, "level"), " ".join(_said(part) for part in log.message)) for log in trace.logs
        ),
        exceptions=tuple(
            f"{_text(exception, 'name')}: {_text(exception, 'message')}" for exception in trace.exceptions
        ),
    )


def _event(event: Any) -> str:
    request = getattr(event, "request", None)
    if request:
        # What follows the question mark may be a secret.
        return f"{_text(request, 'method')} {_text(request, 'url').partition('?')[0]}"
    for name in ("cron", "queue"):
        if value := _text(event, name):
            return f"{name} {value}"
    return ""


def _said(part: Any) -> str:
    # Objects of JavaScript would only say that they are some.
    to_py = getattr(part, "to_py", None)
    return str(to_py() if to_py else part)


def _text(value: Any, name: str) -> str:
    found = getattr(value, name, None)
    return str(found) if found else ""

"""What a route takes and answers, as far as its path does not say it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

_ATTRIBUTE = "openapi_description"


@dataclass(frozen=True, slots=True)
class Description:
    """Types are dataclasses, or what their fields may be; `answers` has them by status."""

    body: Any = None
    answers: Mapping[int, Any] = field(default_factory=dict[int, Any])
    query: Mapping[str, Any] = field(default_factory=dict[str, Any])


def describe[H: Callable[..., Any]](
    *,
    body: Any = None,
    answers: Mapping[int, Any] | None = None,
    query: Mapping[str, Any] | None = None,
) -> Callable[[H], H]:
    """Say what a route's function takes and answers. Stands between `@routes…` and the function."""

    def note(handler: H) -> H:
        setattr(handler, _ATTRIBUTE, Description(body, answers or {}, query or {}))
        return handler

    return note


def description_of(handler: Callable[..., Any]) -> Description:
    return getattr(handler, _ATTRIBUTE, Description())

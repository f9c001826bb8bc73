"""Values as the Workers SDK hands them over.

Everything crosses into JavaScript and back: objects become dicts whose keys are attributes too, numbers
without a fraction become `int`, and nobody holds on to the other side's object.
"""

from typing import Any, cast


class JsDict(dict[str, Any]):
    """Rows, messages and answers: `row["title"]` and `row.title` are the same."""

    def __getattr__(self, name: str) -> Any:
        try:
            return self[name]
        except KeyError:
            raise AttributeError(name) from None


class JsError(Exception):
    """What a failing binding raises."""


def crossed(value: Any) -> Any:
    """The value after its way through JavaScript."""
    match value:
        case dict():
            entries = cast("dict[Any, Any]", value).items()
            return JsDict({str(name): crossed(item) for name, item in entries})
        case list():
            return [crossed(item) for item in cast("list[Any]", value)]
        case float() if value.is_integer():
            return int(value)
        case None | bool() | int() | float() | str():
            return value
        case _:
            message = f"{type(value)} cannot be sent"
            raise TypeError(message)

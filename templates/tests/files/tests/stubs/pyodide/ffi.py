"""Values of JavaScript as Python sees them."""

from typing import final


@final
class JsNull:
    """JavaScript's `null`: false, and not `None`."""

    def __bool__(self) -> bool:
        return False

    def __repr__(self) -> str:
        return "jsnull"


jsnull = JsNull()


class JsProxy:
    """What every object of JavaScript is."""


class JsException(Exception):  # noqa: N818 - its name in Pyodide
    """An error that JavaScript has thrown."""

    def __init__(self, message: str, name: str = "Error") -> None:
        super().__init__(f"{name}: {message}")
        self.name = name
        self.message = message


def create_proxy[T](value: T) -> T:
    """Lets JavaScript hold on to a value of Python. Both are Python here."""
    return value

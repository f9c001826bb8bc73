"""Numbers in addresses: within bounds, or an error that names the parameter."""

from collections.abc import Mapping

from app.errors import InvalidInputError


def whole_number(
    values: Mapping[str, str], name: str, *, default: int, minimum: int = 1, maximum: int
) -> int:
    text = values.get(name)
    if text is None:
        return default
    # `int` would also take signs, spaces, underscores and thousands of digits.
    if text.isascii() and text.isdecimal() and len(text) <= len(str(maximum)):
        number = int(text)
        if minimum <= number <= maximum:
            return number
    raise InvalidInputError({name: f"This has to be a whole number from {minimum} to {maximum}."})

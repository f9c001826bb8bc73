"""The JavaScript Worker, as its binding shows it: its methods, with plain Python in and out."""

from collections.abc import Mapping, Sequence
from typing import Protocol


class Formatter(Protocol):
    """JavaScript's `null` arrives as `None`."""

    async def price(self, amount: float, currency: str, locale: str, /) -> str | None: ...

    async def summary(self, numbers: Sequence[float], locale: str, /) -> Mapping[str, str] | None: ...

"""The JavaScript Worker's class `Formatter`, as far as Python can stand in for it."""

from collections.abc import Callable, Coroutine, Mapping, Sequence
from typing import Any

from fakes.values import JsDict, JsError, crossed

type Summarize = Callable[[Sequence[float]], Coroutine[Any, Any, Mapping[str, float]]]

_LOCALES = {"en-GB", "de-DE"}


class FakeFormatter:
    """`summarize` is the method of this Worker that the other one calls back."""

    def __init__(self, summarize: Summarize) -> None:
        self._summarize = summarize
        self.failing = False

    async def price(self, amount: float, currency: str, locale: str) -> str | None:
        if self.failing:
            message = "the Worker is not there"
            raise JsError(message)
        if locale not in _LOCALES or len(currency) != 3:
            return None
        return f"{amount} {currency}"

    async def summary(self, numbers: Sequence[float], locale: str) -> JsDict | None:
        summary = await self._summarize(crossed(numbers))
        if locale not in _LOCALES:
            return None
        return JsDict({name: str(number) for name, number in crossed(dict(summary)).items()})

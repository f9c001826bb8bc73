"""A rate limiter with a fixed number of permissions per key."""

from collections import Counter
from collections.abc import Mapping

from fakes.values import JsDict


class FakeRateLimiter:
    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._used: Counter[str] = Counter()

    async def limit(self, options: Mapping[str, str]) -> JsDict:
        self._used[options["key"]] += 1
        return JsDict(success=self._used[options["key"]] <= self._limit)

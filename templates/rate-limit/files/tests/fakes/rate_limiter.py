"""A rate limiter with a fixed number of permissions per key."""

from collections import Counter
from collections.abc import Mapping

from fakes.values import JsDict


class FakeRateLimiter:
    """`used` counts what each key has asked."""

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self.used: Counter[str] = Counter()

    async def limit(self, options: Mapping[str, str]) -> JsDict:
        self.used[options["key"]] += 1
        return JsDict(success=self.used[options["key"]] <= self._limit)

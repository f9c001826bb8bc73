"""The cache. What KV does not keep stands in each entry's metadata: its type, and how long it counts."""

import json
import logging
import math
import time
from collections.abc import Awaitable, Callable, Coroutine
from dataclasses import dataclass
from typing import Any, Self, cast

from workers import wait_until

from cache.namespace import Namespace

# KV keeps nothing for less; entries that shall live shorter are ignored from then on.
KV_SECONDS_MINIMUM = 60

JSON = "application/json"
TEXT = "text/plain; charset=utf-8"
BYTES = "application/octet-stream"

type Background = Callable[[Coroutine[Any, Any, None]], object]

# The SDK gives this name at run time only, so it has no type.
_AFTER_THE_RESPONSE = cast("Background", wait_until)

# What this isolate renews right now: one renewal at a time is enough for each key.
_renewing: set[str] = set()


@dataclass(frozen=True, slots=True)
class Entry:
    """A value as bytes, with its type, and the moments (as of `time.time()`) until it is fresh or usable."""

    content: bytes
    content_type: str
    fresh_until: float
    usable_until: float

    @classmethod
    def from_kv(cls, found: Any) -> Self | None:
        """The entry, if there is one and this cache wrote it."""
        value, metadata = found["value"], found["metadata"]
        if value is None or metadata is None:
            return None
        return cls(bytes(value), metadata["type"], metadata["fresh"], metadata["usable"])

    def text(self) -> str:
        return self.content.decode()

    def json(self) -> Any:
        return json.loads(self.content)


@dataclass(frozen=True, slots=True)
class Page:
    """Some keys, and what leads to the next ones."""

    keys: list[str]
    cursor: str | None


class Cache:
    """Reads and writes entries. KV is eventually consistent: other places may see a change a minute later."""

    def __init__(
        self,
        namespace: Namespace,
        clock: Callable[[], float] = time.time,
        in_background: Background = _AFTER_THE_RESPONSE,
    ) -> None:
        self._namespace = namespace
        self._clock = clock
        self._in_background = in_background

    async def get(self, key: str) -> Entry | None:
        """The entry, unless there is none or its time is over."""
        entry = Entry.from_kv(await self._namespace.getWithMetadata(key, "arrayBuffer"))
        return entry if entry and self._clock() < entry.usable_until else None

    async def put(
        self, key: str, content: bytes, content_type: str, *, usable: float, fresh: float | None = None
    ) -> None:
        """Store bytes for some seconds; `fresh` only matters to `remember`."""
        now = self._clock()
        metadata = {
            "type": content_type,
            "fresh": now + (usable if fresh is None else fresh),
            "usable": now + usable,
        }
        lifetime = max(KV_SECONDS_MINIMUM, math.ceil(usable))
        await self._namespace.put(key, content, {"expirationTtl": lifetime, "metadata": metadata})

    async def put_text(self, key: str, text: str, *, usable: float) -> None:
        await self.put(key, text.encode(), TEXT, usable=usable)

    async def put_json(self, key: str, value: Any, *, usable: float, fresh: float | None = None) -> None:
        await self.put(key, json.dumps(value).encode(), JSON, usable=usable, fresh=fresh)

    async def delete(self, key: str) -> None:
        await self._namespace.delete(key)

    async def keys(self, prefix: str, cursor: str | None = None) -> Page:
        """Up to a thousand keys in alphabetical order; some of them may be over already."""
        options = {"prefix": prefix} if cursor is None else {"prefix": prefix, "cursor": cursor}
        found = await self._namespace.list(options)
        # `found.keys` would be the method of a dict.
        return Page([key["name"] for key in found["keys"]], found.get("cursor"))

    async def remember(
        self, key: str, make: Callable[[], Awaitable[Any]], *, fresh: float, usable: float
    ) -> Any:
        """The JSON value of that key, made if it is not there.

        After `fresh` seconds the old value is the answer for the last time, while a new one is made in the
        background. If that fails, the old one goes on until it has been there for `usable` seconds.
        """
        entry = await self.get(key)
        if entry is None:
            return await self._make(key, make, fresh, usable)
        if entry.fresh_until <= self._clock() and key not in _renewing:
            _renewing.add(key)
            self._in_background(self._renew(key, make, fresh, usable))
        return entry.json()

    async def _make(self, key: str, make: Callable[[], Awaitable[Any]], fresh: float, usable: float) -> Any:
        value = await make()
        await self.put_json(key, value, usable=usable, fresh=fresh)
        return value

    async def _renew(self, key: str, make: Callable[[], Awaitable[Any]], fresh: float, usable: float) -> None:
        try:
            await self._make(key, make, fresh, usable)
        except Exception:
            logging.getLogger(__name__).exception("could not renew %s", key)
        finally:
            _renewing.discard(key)

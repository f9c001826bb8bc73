"""KV in memory, with its limits. Nothing expires by itself: `expire` makes time pass for it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from fakes.values import JsDict, JsError, crossed

_KEY_BYTES = 512
_METADATA_BYTES = 1_024
_VALUE_BYTES = 25 * 1024 * 1024
_SECONDS_MINIMUM = 60
_PAGE = 1_000


@dataclass
class FakeEntry:
    value: bytes
    metadata: Any
    lifetime: int | None


class FakeKV:
    def __init__(self) -> None:
        self.entries: dict[str, FakeEntry] = {}
        self.failing = False

    async def getWithMetadata(self, key: str, kind: str) -> JsDict:  # noqa: N802
        self._check(key)
        if kind != "arrayBuffer":
            message = f"the fake does not know {kind}"
            raise NotImplementedError(message)
        entry = self.entries.get(key)
        if entry is None:
            return JsDict(value=None, metadata=None, cacheStatus=None)
        return JsDict(value=memoryview(entry.value), metadata=crossed(entry.metadata), cacheStatus=None)

    async def put(self, key: str, value: str | bytes, options: Mapping[str, Any] | None = None) -> None:
        self._check(key)
        given = options or {}
        content = value.encode() if isinstance(value, str) else value
        lifetime = given.get("expirationTtl")
        if len(content) > _VALUE_BYTES:
            message = f"KV PUT failed: 413 Value length of {len(content)} exceeds limit of {_VALUE_BYTES}."
            raise JsError(message)
        if lifetime is not None and lifetime < _SECONDS_MINIMUM:
            message = f"KV PUT failed: 400 Invalid expiration_ttl of {lifetime}."
            raise JsError(message)
        if len(str(given.get("metadata", "")).encode()) > _METADATA_BYTES:
            message = "KV PUT failed: 413 Metadata too large."
            raise JsError(message)
        self.entries[key] = FakeEntry(content, given.get("metadata"), lifetime)

    async def delete(self, key: str) -> None:
        self._check(key)
        self.entries.pop(key, None)

    async def list(self, options: Mapping[str, Any]) -> JsDict:
        prefix, start = options.get("prefix", ""), options.get("cursor", "")
        keys = sorted(key for key in self.entries if key.startswith(prefix) and key > start)
        page = keys[:_PAGE]
        found = {"keys": [{"name": key} for key in page], "list_complete": len(keys) <= _PAGE}
        return crossed(found | ({} if len(keys) <= _PAGE else {"cursor": page[-1]}))

    def expire(self, key: str) -> None:
        del self.entries[key]

    def _check(self, key: str) -> None:
        if self.failing:
            message = "KV request failed: 500 Internal Server Error"
            raise JsError(message)
        if not key or key in {".", ".."}:
            message = f'TypeError: "{key}" is not allowed as a key name.'
            raise JsError(message)
        if len(key.encode()) > _KEY_BYTES:
            message = f"KV request failed: 414 UTF-8 encoded length exceeds key length limit of {_KEY_BYTES}."
            raise JsError(message)

"""Stands in for the Workers SDK, which only loads in the runtime: the part that the service uses.

`pythonpath` in pyproject.toml puts this folder in front of the installed SDK.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any

_CHUNK = 4_096
_NULL_BODY = {101, 204, 205, 304}


class WorkerEntrypoint:
    def __init__(self, ctx: Any, env: Any) -> None:
        self.ctx = ctx
        self.env = env


class _Chunk:
    def __init__(self, content: bytes) -> None:
        self._content = content

    def to_bytes(self) -> bytes:
        return self._content


class _Reader:
    def __init__(self, content: bytes) -> None:
        self._chunks: Iterator[bytes] = (
            content[start : start + _CHUNK] for start in range(0, len(content), _CHUNK)
        )
        self.bytes_read = 0

    async def read(self) -> SimpleNamespace:
        chunk = next(self._chunks, None)
        if chunk is None:
            return SimpleNamespace(done=True, value=None)
        self.bytes_read += len(chunk)
        return SimpleNamespace(done=False, value=_Chunk(chunk))

    async def cancel(self) -> None:
        self._chunks = iter(())


class _Body:
    def __init__(self, content: bytes) -> None:
        self.reader = _Reader(content)

    def getReader(self) -> _Reader:  # noqa: N802
        return self.reader


class Request:
    """As the SDK's: the body is a stream, and falsy if there is none."""

    def __init__(self, method: str, url: str, headers: Mapping[str, str], content: bytes) -> None:
        self.js_object = SimpleNamespace(method=method)
        self.url = url
        self.headers = dict(headers)
        self.body = _Body(content) if content else None


@dataclass
class Response:
    body: str | None = None
    status: int = 200
    headers: Mapping[str, str] | None = None

    def __post_init__(self) -> None:
        if self.body is not None and type(self.body) is not str:
            message = f"Unsupported type in Response: {type(self.body).__name__}"
            raise TypeError(message)
        if self.body is not None and self.status in _NULL_BODY:
            message = f"Response with null body status ({self.status}) cannot have body."
            raise TypeError(message)

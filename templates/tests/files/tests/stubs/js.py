"""JavaScript's own side: what the stand-in for the SDK is built on, with JavaScript's values and errors.

A global that the Worker uses and that is missing here is to be added here.
"""

import re
from collections.abc import Iterable, Iterator
from types import SimpleNamespace
from typing import Any, Self

from pyodide.ffi import JsException, JsProxy, jsnull

_CHUNK = 4_096
_METHOD = re.compile(
    "ACL|CHECKOUT|CONNECT|COPY|DELETE|GET|HEAD|LOCK|MERGE|MKACTIVITY|MKCOL|MOVE|MSEARCH|NOTIFY|OPTIONS|PATCH"
    "|POST|PROPFIND|PROPPATCH|PURGE|PUT|REPORT|SEARCH|SUBSCRIBE|TRACE|UNLOCK|UNSUBSCRIBE",
    re.IGNORECASE,
)
_NULL_BODY = {101, 204, 205, 304}
_REDIRECTS = {301, 302, 303, 307, 308}
_NAME = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")
_BROKEN_VALUE = re.compile(r"[\0\r\n]")


class Headers(JsProxy):
    """Names are lower case and sorted; values of one name are joined, but not cookies."""

    constructor = SimpleNamespace(name="Headers")

    def __init__(self, pairs: Iterable[tuple[str, str]] = ()) -> None:
        self._pairs: list[tuple[str, str]] = []
        for name, value in pairs:
            self.append(name, value)

    @classmethod
    def new(cls, pairs: Iterable[tuple[str, str]] = ()) -> Self:
        if isinstance(pairs, dict):
            message = "in the runtime, a Python dict as JavaScript headers ends the whole isolate"
            raise TypeError(message)
        return cls(pairs)

    def append(self, name: str, value: str) -> None:
        if not _NAME.fullmatch(name) or _BROKEN_VALUE.search(value):
            message = "Invalid header."
            raise JsException(message, "TypeError")
        self._pairs.append((name.lower(), value.strip()))

    def set(self, name: str, value: str) -> None:
        self.delete(name)
        self.append(name, value)

    def delete(self, name: str) -> None:
        self._pairs = [pair for pair in self._pairs if pair[0] != name.lower()]

    def has(self, name: str) -> bool:
        return any(known == name.lower() for known, _ in self._pairs)

    def get(self, name: str) -> Any:
        return ", ".join(self._values(name)) if self.has(name) else jsnull

    def getSetCookie(self) -> list[str]:  # noqa: N802
        return self._values("set-cookie")

    def __iter__(self) -> Iterator[tuple[str, str]]:
        for name in sorted({name for name, _ in self._pairs}):
            values = self._values(name)
            yield from ((name, value) for value in (values if name == "set-cookie" else [", ".join(values)]))

    def _values(self, name: str) -> list[str]:
        return [value for known, value in self._pairs if known == name.lower()]


class ArrayBuffer(JsProxy):
    constructor = SimpleNamespace(name="ArrayBuffer")

    def __init__(self, content: bytes) -> None:
        self._content = content
        self.byteLength = len(content)

    def to_bytes(self) -> bytes:
        return self._content


class _Reader(JsProxy):
    def __init__(self, stream: "ReadableStream") -> None:
        self._stream = stream

    async def read(self) -> SimpleNamespace:
        chunk = self._stream.take(_CHUNK)
        if not chunk:
            return SimpleNamespace(done=True, value=None)
        return SimpleNamespace(done=False, value=ArrayBuffer(chunk))

    async def cancel(self) -> None:
        self._stream.take(None)


class ReadableStream(JsProxy):
    """A body: read once, piece by piece."""

    constructor = SimpleNamespace(name="ReadableStream")

    def __init__(self, content: bytes) -> None:
        self._rest = content
        self.disturbed = False
        self.bytes_read = 0

    def getReader(self) -> _Reader:  # noqa: N802
        return _Reader(self)

    def take(self, size: int | None) -> bytes:
        self.disturbed = True
        chunk, self._rest = self._rest[:size], self._rest[len(self._rest[:size]) :]
        self.bytes_read += len(chunk)
        return chunk

    def copy(self) -> "ReadableStream":
        return ReadableStream(self._rest)


class _Message(JsProxy):
    """What a request and a response have in common: headers, and a body that is there once."""

    def __init__(self, body: Any, headers: Iterable[tuple[str, str]]) -> None:
        self.headers = Headers(headers)
        self.body: Any = jsnull
        if body is None or body is jsnull:
            return
        self.body = body if isinstance(body, ReadableStream) else ReadableStream(_encoded(body))
        if isinstance(body, str) and not self.headers.has("content-type"):
            self.headers.set("content-type", "text/plain;charset=UTF-8")

    @property
    def bodyUsed(self) -> bool:  # noqa: N802
        return bool(self.body) and self.body.disturbed

    async def arrayBuffer(self) -> ArrayBuffer:  # noqa: N802
        if self.bodyUsed:
            message = "Body has already been used. It can only be used once."
            raise JsException(message, "TypeError")
        return ArrayBuffer(self.body.take(None) if self.body else b"")

    async def text(self) -> str:
        return (await self.arrayBuffer()).to_bytes().decode(errors="replace")

    def _body_copy(self) -> Any:
        return self.body.copy() if self.body else None


class Request(_Message):
    constructor = SimpleNamespace(name="Request")

    def __init__(self, url: str, method: str, headers: Iterable[tuple[str, str]], body: Any) -> None:
        if body is not None and method in {"GET", "HEAD"}:
            message = "Request with a GET or HEAD method cannot have a body."
            raise JsException(message, "TypeError")
        if not _METHOD.fullmatch(method):
            message = "Invalid HTTP method string."
            raise JsException(message, "TypeError")
        super().__init__(body, headers)
        self.url = url
        self.method = method.upper()
        self.cf = jsnull

    @classmethod
    def new(
        cls,
        url: "str | Request",
        *,
        method: str | None = None,
        headers: Headers | None = None,
        body: Any = None,
        **_: Any,
    ) -> Self:
        if isinstance(url, str):
            return cls(url, method or "GET", headers or (), body)
        given = url._body_copy() if body is None else body  # noqa: SLF001 - of the same kind
        return cls(url.url, method or url.method, headers or url.headers, given)

    def clone(self) -> "Request":
        return Request(self.url, self.method, self.headers, self._body_copy())


class Response(_Message):
    constructor = SimpleNamespace(name="Response")

    def __init__(
        self, body: Any, status: int, status_text: str, headers: Iterable[tuple[str, str]], socket: Any
    ) -> None:
        if status != 101 and not 200 <= status <= 599:
            message = f"{status} is not in the range from 200 to 599, inclusive."
            raise JsException(message, "RangeError")
        if body and status in _NULL_BODY:
            message = f"Response with null body status ({status}) cannot have body."
            raise JsException(message, "TypeError")
        super().__init__(body, headers)
        self.status = status
        self.statusText = status_text
        self.ok = 200 <= status <= 299
        self.webSocket = socket
        self.url = ""
        self.type = "default"

    @classmethod
    def new(cls, body: Any = None, like: "Response | None" = None, **options: Any) -> Self:
        given = vars(like) if like is not None else options
        return cls(
            body,
            given.get("status", 200),
            given.get("statusText", ""),
            given.get("headers", ()),
            given.get("webSocket", jsnull),
        )

    @classmethod
    def redirect(cls, url: str, status: int = 302) -> Self:
        if status not in _REDIRECTS:
            message = f"{status} is not a redirect status code."
            raise JsException(message, "RangeError")
        return cls(None, status, "", [("location", url)], jsnull)

    def clone(self) -> "Response":
        return Response(self._body_copy(), self.status, self.statusText, self.headers, self.webSocket)


def _encoded(body: Any) -> bytes:
    match body:
        case str():
            return body.encode(errors="replace")
        case bytes():
            return body
        case ArrayBuffer():
            return body.to_bytes()
        case _:
            message = f"{type(body).__name__} is no body"
            raise JsException(message, "TypeError")


class HTMLRewriter(JsProxy):
    """Takes rules and changes nothing: a rule is tested with an element of the test's own."""

    @classmethod
    def new(cls) -> Self:
        return cls()

    def on(self, _selector: str, _rule: object) -> Self:
        return self

    def transform(self, response: Response) -> Response:
        return response

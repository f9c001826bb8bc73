"""What a Durable Object finds around itself: its storage, its alarm, and its WebSockets."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any

from fakes.values import JsError, crossed


class _Cursor:
    def __init__(self, rows: list[dict[str, Any]]) -> None:
        self._rows = rows

    def toArray(self) -> list[dict[str, Any]]:  # noqa: N802
        return self._rows


class FakeSql:
    """SQL as `ctx.storage.sql` has it, in memory."""

    def __init__(self) -> None:
        self.connection = sqlite3.connect(":memory:", autocommit=True)
        self.connection.row_factory = sqlite3.Row

    def exec(self, query: str, *values: Any) -> _Cursor:
        return _Cursor([dict(row) for row in self.connection.execute(query, values)])

    def close(self) -> None:
        self.connection.close()


class FakeStorage:
    """Values cross into JavaScript on their way in, and back on their way out."""

    def __init__(self) -> None:
        self.values: dict[str, Any] = {}
        self.alarm_at: int | None = None
        self.sql = FakeSql()

    async def get(self, key: str) -> Any:
        return crossed(self.values.get(key))

    async def put(self, key: str, value: Any) -> None:
        self.values[key] = crossed(value)

    async def deleteAll(self) -> None:  # noqa: N802
        self.values.clear()

    async def getAlarm(self) -> int | None:  # noqa: N802
        return self.alarm_at

    async def setAlarm(self, time: int) -> None:  # noqa: N802
        self.alarm_at = time

    async def deleteAlarm(self) -> None:  # noqa: N802
        self.alarm_at = None


@dataclass
class FakeSocket:
    """The server's end of a WebSocket: what was sent to the client is in `sent`."""

    attachment: Any = None
    sent: list[str] = field(default_factory=list[str])
    closed: tuple[int, str] | None = None

    def send(self, text: str) -> None:
        if self.closed:
            message = "Can't call WebSocket send() after close()."
            raise JsError(message)
        self.sent.append(text)

    def close(self, code: int, reason: str) -> None:
        self.closed = (code, reason)

    def serializeAttachment(self, value: Any) -> None:  # noqa: N802
        self.attachment = value

    def deserializeAttachment(self) -> Any:  # noqa: N802
        return self.attachment


class FakeState:
    """`ctx` of a Durable Object. The object can be made anew with the same state, as after hibernation."""

    def __init__(self, name: str = "object") -> None:
        self.id = SimpleNamespace(name=name)
        self.storage = FakeStorage()
        self.sockets: list[FakeSocket] = []

    def acceptWebSocket(self, socket: FakeSocket) -> None:  # noqa: N802
        self.sockets.append(socket)

    def getWebSockets(self) -> list[FakeSocket]:  # noqa: N802
        return [socket for socket in self.sockets if socket.closed is None]

    def close(self) -> None:
        self.storage.sql.close()


class FakeNamespace:
    """A binding to a class of Durable Objects: the object of a name is made when it is first called."""

    def __init__(self, make: Callable[[Any, Any], Any]) -> None:
        self._make = make
        self._states: dict[str, FakeState] = {}
        self._objects: dict[str, Any] = {}

    def getByName(self, name: str) -> Any:  # noqa: N802
        if name not in self._objects:
            self._objects[name] = self._make(self.state(name), SimpleNamespace())
        return self._objects[name]

    def state(self, name: str) -> FakeState:
        if name not in self._states:
            self._states[name] = FakeState(name)
        return self._states[name]

    def close(self) -> None:
        for state in self._states.values():
            state.close()


@contextmanager
def namespace(make: Callable[[Any, Any], Any]) -> Iterator[FakeNamespace]:
    """A namespace whose storage is closed at the end."""
    objects = FakeNamespace(make)
    try:
        yield objects
    finally:
        objects.close()

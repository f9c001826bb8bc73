"""A queue that keeps its messages until they are delivered, and delivers as Cloudflare Queues does."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from fakes.values import JsDict, JsError, crossed

_BATCH = 100


@dataclass
class FakeMessage:
    id: str
    body: Any
    attempts: int = 1
    outcome: str | None = None
    delay_seconds: int | None = None

    def ack(self) -> None:
        self.outcome = self.outcome or "ack"

    def retry(self, options: Mapping[str, Any] | None = None) -> None:
        self.outcome = self.outcome or "retry"
        self.delay_seconds = crossed(dict(options or {})).get("delaySeconds")


@dataclass
class FakeBatch:
    queue: str
    messages: list[FakeMessage]


@dataclass
class FakeQueue:
    """`waiting` is delivered next; what fails too often goes to `dead`, perhaps another queue's `waiting`."""

    name: str
    maximum_retries: int = 3
    batch_size: int = 10
    waiting: list[FakeMessage] = field(default_factory=list[FakeMessage])
    dead: list[FakeMessage] = field(default_factory=list[FakeMessage])
    delays: list[int | None] = field(default_factory=list[int | None])
    failing: bool = False
    _count: int = 0

    async def send(self, body: Any, options: Mapping[str, Any] | None = None) -> JsDict:
        self._accept(body, options)
        return JsDict()

    async def sendBatch(self, messages: Sequence[Mapping[str, Any]]) -> JsDict:  # noqa: N802
        if not 0 < len(messages) <= _BATCH:
            message = f"a batch has 1 to {_BATCH} messages"
            raise JsError(message)
        for message in messages:
            self._accept(message["body"], message)
        return JsDict()

    async def deliver(self, handler: Callable[[FakeBatch], Awaitable[None]]) -> None:
        """Deliver until nothing waits. Delays are recorded, not waited for."""
        while self.waiting:
            batch = self.waiting[: self.batch_size]
            del self.waiting[: self.batch_size]
            try:
                await handler(FakeBatch(self.name, batch))
            except Exception:  # noqa: BLE001 - as the runtime: what was not settled is tried again
                default = "retry"
            else:
                default = "ack"
            for message in batch:
                if (message.outcome or default) == "retry":
                    self._again(message)

    def _accept(self, body: Any, options: Mapping[str, Any] | None) -> None:
        if self.failing:
            message = "Queue send failed: Internal Server Error"
            raise JsError(message)
        self._count += 1
        self.delays.append((options or {}).get("delaySeconds"))
        self.waiting.append(FakeMessage(f"message-{self._count}", crossed(body)))

    def _again(self, message: FakeMessage) -> None:
        if message.attempts > self.maximum_retries:
            self.dead.append(message)
            return
        self.delays.append(message.delay_seconds)
        self.waiting.append(FakeMessage(message.id, message.body, message.attempts + 1))

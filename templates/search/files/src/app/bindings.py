"""The shapes of the bindings that the service uses, as the Workers SDK hands them over.

The SDK converts in both directions: rows are dicts whose keys are attributes too, SQL NULL and missing
things are `None`, arguments are plain Python. Tests fulfil the same protocols with fakes.
"""

from collections.abc import Mapping, Sequence
from typing import Any, Protocol

type Row = Mapping[str, Any]
type SqlValue = str | int | float | None


class QueryResult(Protocol):
    @property
    def results(self) -> list[Row]: ...


class Statement(Protocol):
    def bind(self, *values: SqlValue) -> "Statement": ...

    async def first(self) -> Row | None: ...

    async def all(self) -> QueryResult: ...

    async def run(self) -> QueryResult: ...


class Database(Protocol):
    """D1. The statements of a batch are one transaction."""

    def prepare(self, query: str, /) -> Statement: ...

    async def batch(self, statements: Sequence[Any], /) -> Sequence[QueryResult]: ...


class QueueProducer(Protocol):
    async def send(self, body: Mapping[str, Any], /) -> object: ...

    async def sendBatch(self, messages: Sequence[Mapping[str, Any]], /) -> object: ...  # noqa: N802


class QueueMessage(Protocol):
    @property
    def id(self) -> str: ...

    @property
    def body(self) -> Any: ...

    @property
    def attempts(self) -> int: ...

    def ack(self) -> object: ...

    def retry(self, options: Mapping[str, Any], /) -> object: ...


class EmbeddingModel(Protocol):
    """Workers AI."""

    async def run(self, model: str, inputs: Mapping[str, Any], /) -> Mapping[str, Any]: ...


class VectorIndex(Protocol):
    """Vectorize. Writes become visible to queries some seconds later."""

    async def upsert(self, vectors: Sequence[Mapping[str, Any]], /) -> object: ...

    async def query(self, vector: Sequence[float], options: Mapping[str, Any], /) -> Mapping[str, Any]: ...

    async def deleteByIds(self, ids: Sequence[str], /) -> object: ...  # noqa: N802


class RateLimiter(Protocol):
    async def limit(self, options: Mapping[str, str], /) -> Mapping[str, Any]: ...

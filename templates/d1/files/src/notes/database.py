"""D1 as the Workers SDK hands it over: rows are dicts, SQL NULL is `None`, and so is a missing row."""

from collections.abc import Mapping, Sequence
from typing import Any, Protocol

type Row = Mapping[str, Any]
type SqlValue = str | int | float | None


class QueryResult(Protocol):
    """What a statement gave."""

    @property
    def results(self) -> list[Row]: ...


class Statement(Protocol):
    """A prepared statement; `bind` gives another one."""

    def bind(self, *values: SqlValue) -> "Statement": ...

    async def first(self) -> Row | None: ...

    async def all(self) -> QueryResult: ...

    async def run(self) -> QueryResult: ...


class Database(Protocol):
    """The binding. The statements of a batch are one transaction."""

    def prepare(self, query: str, /) -> Statement: ...

    async def batch(self, statements: Sequence[Any], /) -> Sequence[QueryResult]: ...

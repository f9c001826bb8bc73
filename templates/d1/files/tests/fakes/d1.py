"""D1 over a real SQLite database, with the rules that D1 adds."""

import re
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from fakes.values import JsDict, JsError, crossed

MIGRATIONS = Path(__file__).parent.parent.parent / "migrations"

_BOUND_VALUES = 100
_SAFE_INTEGER = 2**53 - 2
_VALUE_BYTES = 2_000_000


@dataclass
class FakeResult:
    results: list[JsDict]


class FakeD1:
    """A new database with all migrations. `failing` refuses everything, `executed` is what was asked."""

    def __init__(self, migrations: Path = MIGRATIONS) -> None:
        self.connection = sqlite3.connect(":memory:", isolation_level=None)
        self.connection.row_factory = sqlite3.Row
        self.failing = False
        self.executed: list[FakeStatement] = []
        for migration in sorted(migrations.glob("*.sql")):
            self.connection.executescript(migration.read_text())

    def prepare(self, query: str) -> "FakeStatement":
        return FakeStatement(self, query, ())

    async def batch(self, statements: Sequence["FakeStatement"]) -> list[FakeResult]:
        """All or nothing."""
        if not isinstance(statements, list):
            message = f"{type(statements)} cannot be sent over RPC."
            raise TypeError(message)
        self.connection.execute("BEGIN")
        try:
            results = [self.execute(statement) for statement in statements]
        except JsError:
            self.connection.execute("ROLLBACK")
            raise
        self.connection.execute("COMMIT")
        return results

    def execute(self, statement: "FakeStatement") -> FakeResult:
        if self.failing:
            message = "D1_ERROR: Network connection lost."
            raise JsError(message)
        self.executed.append(statement)
        try:
            rows = self.connection.execute(statement.query, statement.values).fetchall()
        except sqlite3.Error as error:
            message = f"D1_ERROR: {error}: SQLITE_ERROR"
            raise JsError(message) from error
        return FakeResult([crossed(dict(row)) for row in rows])

    def rows(self, query: str, *values: Any) -> list[dict[str, Any]]:
        """What a test looks up or changes, past the Worker."""
        return [dict(row) for row in self.connection.execute(query, values)]

    def close(self) -> None:
        self.connection.close()


class FakeStatement:
    """Immutable, as in D1: `bind` gives another statement."""

    def __init__(self, database: FakeD1, query: str, values: tuple[Any, ...]) -> None:
        self._database = database
        self.query = query
        self.values = values

    def bind(self, *values: Any) -> "FakeStatement":
        if len(values) > _BOUND_VALUES:
            message = "D1_ERROR: too many SQL variables"
            raise JsError(message)
        wanted = len(re.findall(r"\?", self.query))
        if len(values) != wanted:
            message = f"D1_ERROR: Wrong number of parameter bindings: {len(values)} for {wanted}"
            raise JsError(message)
        return FakeStatement(self._database, self.query, tuple(_bound(value) for value in values))

    async def first(self) -> JsDict | None:
        results = self._database.execute(self).results
        return results[0] if results else None

    async def all(self) -> FakeResult:
        return self._database.execute(self)

    async def run(self) -> FakeResult:
        return self._database.execute(self)


def _bound(value: Any) -> Any:
    """The value as it reaches SQLite: JavaScript has one type of number, and D1 binds it as REAL."""
    match value:
        case int() if abs(value) > _SAFE_INTEGER:
            message = f"D1_TYPE_ERROR: Type 'bigint' not supported for value '{value}'"
        case str() if len(value.encode(errors="surrogatepass")) > _VALUE_BYTES:
            message = "D1_ERROR: string or blob too big: SQLITE_TOOBIG"
        case bool() | int() | float():
            return float(value)
        case None | str():
            return value
        case _:
            message = f"D1_TYPE_ERROR: Type '{type(value).__name__}' not supported"
    raise JsError(message)

"""A connection to Postgres that knows the few statements of the products, with locks left out."""

from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, Self

from pg8000.exceptions import DatabaseError

type Row = list[Any]


@dataclass
class FakePostgres:
    """`log` is every statement in short: its first word, and for whom."""

    products: dict[str, Row] = field(default_factory=dict[str, Row])
    log: list[str] = field(default_factory=list[str])
    closed: int = 0
    _before: dict[str, Row] | None = None

    def connect(self, *_: Any, **__: Any) -> Self:
        """In the place of the driver's `Connection`."""
        return self

    def close(self) -> None:
        self.closed += 1

    def run(self, sql: str, **values: Any) -> list[Row]:
        word = sql.split(maxsplit=1)[0]
        self.log.append(word)
        match word:
            case "BEGIN":
                self._before = {sku: list(row) for sku, row in self.products.items()}
            case "ROLLBACK":
                self.products = self._before or {}
            case "INSERT":
                return [self._insert(**values)]
            case "UPDATE":
                row = self.products[values["sku"]]
                row[3] -= values["count"]
                return [[row[3]]]
            case "SELECT" if "FOR UPDATE" in sql:
                return [[row[3]] for row in self._named(values["sku"])]
            case "SELECT" if "after" in values:
                behind = sorted(sku for sku in self.products if sku > values["after"])
                return [self.products[sku] for sku in behind[: values["limit"]]]
            case "SELECT":
                return self._named(values["sku"])
            case _:
                pass
        return []

    def _named(self, sku: str) -> list[Row]:
        return [self.products[sku]] if sku in self.products else []

    def _insert(self, sku: str, name: str, price: Any, stock: int) -> Row:
        if sku in self.products:
            raise DatabaseError({"S": "ERROR", "C": "23505", "M": "duplicate key"})
        self.products[sku] = [sku, name, price, stock, datetime(2026, 1, 1, tzinfo=UTC)]
        return self.products[sku]

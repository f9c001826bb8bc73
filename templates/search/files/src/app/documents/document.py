"""A document as it is stored, whole or in short."""

from dataclasses import dataclass
from typing import Self

from app.bindings import Row


@dataclass(frozen=True, slots=True)
class Document:
    id: int
    title: str
    body: str
    version: int
    created_at: str
    updated_at: str

    @classmethod
    def from_row(cls, row: Row) -> Self:
        return cls(
            id=row["id"],
            title=row["title"],
            body=row["body"],
            version=row["version"],
            created_at=row["created_at"],
            updated_at=row["updated_at"],
        )


@dataclass(frozen=True, slots=True)
class Summary:
    """What a list shows of a document."""

    id: int
    title: str
    excerpt: str
    updated_at: str

    @classmethod
    def from_row(cls, row: Row) -> Self:
        return cls(
            id=row["id"],
            title=row["title"],
            excerpt=row["excerpt"],
            updated_at=row["updated_at"],
        )

"""A note, the content from which one is made, and a change of it."""

from dataclasses import dataclass
from typing import Self

from notes.database import Row


@dataclass(frozen=True, slots=True)
class NoteContent:
    """What a client decides of a note."""

    title: str
    body: str | None
    pinned: bool


@dataclass(frozen=True, slots=True)
class NoteChange:
    """What a client changes of a note: `None` leaves title and pin as they are, and clears the body."""

    title: str | None
    sets_body: bool
    body: str | None
    pinned: bool | None


@dataclass(frozen=True, slots=True)
class Note:
    """A note as it is stored."""

    id: int
    title: str
    body: str | None
    pinned: bool
    created_at: str
    updated_at: str

    @classmethod
    def from_row(cls, row: Row) -> Self:
        return cls(
            id=row["id"],
            title=row["title"],
            body=row["body"],
            # SQLite has no booleans.
            pinned=bool(row["pinned"]),
            created_at=row["created_at"],
            updated_at=row["updated_at"],
        )

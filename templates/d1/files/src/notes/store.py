"""The notes in D1. Every statement is prepared; values only ever travel beside the SQL."""

from collections.abc import Sequence

from notes.database import Database, Statement
from notes.note import Note, NoteChange, NoteContent

_INSERT = "INSERT INTO notes (title, body, pinned) VALUES (?, ?, ?) RETURNING *"
_SELECT = "SELECT * FROM notes WHERE id = ?"
_NEWEST = "SELECT * FROM notes WHERE id < ? ORDER BY id DESC LIMIT ?"
_UPDATE = """
UPDATE notes SET
    title = coalesce(?, title),
    body = iif(?, ?, body),
    pinned = coalesce(?, pinned),
    updated_at = strftime('%Y-%m-%dT%H:%M:%SZ', 'now')
WHERE id = ? RETURNING *
"""
_DELETE = "DELETE FROM notes WHERE id = ? RETURNING id"


class NoteStore:
    """Reads and writes notes."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def create(self, content: NoteContent) -> Note:
        [note] = await self.create_all([content])
        return note

    async def create_all(self, contents: Sequence[NoteContent]) -> list[Note]:
        """Add notes in one transaction: all of them, or none."""
        results = await self._database.batch([self._insert(content) for content in contents])
        return [Note.from_row(row) for result in results for row in result.results]

    async def get(self, note_id: int) -> Note | None:
        row = await self._database.prepare(_SELECT).bind(note_id).first()
        return Note.from_row(row) if row else None

    async def newest(self, before: int, limit: int) -> list[Note]:
        """The newest notes among those with a smaller id."""
        found = await self._database.prepare(_NEWEST).bind(before, limit).all()
        return [Note.from_row(row) for row in found.results]

    async def update(self, note_id: int, change: NoteChange) -> Note | None:
        """Change a note in one statement, so that changes of different fields do not undo each other."""
        statement = self._database.prepare(_UPDATE)
        row = await statement.bind(
            change.title, change.sets_body, change.body, change.pinned, note_id
        ).first()
        return Note.from_row(row) if row else None

    async def delete(self, note_id: int) -> bool:
        """Whether there was such a note."""
        return await self._database.prepare(_DELETE).bind(note_id).first() is not None

    def _insert(self, content: NoteContent) -> Statement:
        return self._database.prepare(_INSERT).bind(content.title, content.body, content.pinned)

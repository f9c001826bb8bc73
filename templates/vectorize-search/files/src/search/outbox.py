"""Which notes need a new vector: the table that the triggers of `notes` write."""

import json
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from notes.database import Database
from notes.note import Note

RETRY_SECONDS = 60
RETRY_SECONDS_MAXIMUM = 24 * 3_600

_DUE = """
SELECT pending.note_id, pending.changes, pending.failures, notes.*
FROM notes_to_embed AS pending LEFT JOIN notes ON notes.id = pending.note_id
WHERE pending.due_at <= ? ORDER BY pending.due_at, pending.note_id LIMIT ?
"""
# One that has changed again meanwhile stays.
_DONE = """
DELETE FROM notes_to_embed WHERE EXISTS (
    SELECT 1 FROM json_each(?) AS done
    WHERE done.value ->> 0 = notes_to_embed.note_id AND done.value ->> 1 = notes_to_embed.changes
)
"""
_FAILED = """
UPDATE notes_to_embed SET failures = failures + 1, due_at = ?
WHERE note_id IN (SELECT value FROM json_each(?))
"""
_COUNT = "SELECT count(*) AS number FROM notes_to_embed"


@dataclass(frozen=True, slots=True)
class Pending:
    """A change that is not worked off. Without a note, the note was deleted."""

    note_id: int
    changes: int
    failures: int
    note: Note | None


class Outbox:
    """Reads and writes what is pending."""

    def __init__(self, database: Database, clock: Callable[[], float] = time.time) -> None:
        self._database = database
        self._clock = clock

    async def due(self, limit: int) -> list[Pending]:
        found = await self._database.prepare(_DUE).bind(int(self._clock()), limit).all()
        return [
            Pending(
                note_id=row["note_id"],
                changes=row["changes"],
                failures=row["failures"],
                note=None if row["id"] is None else Note.from_row(row),
            )
            for row in found.results
        ]

    async def done(self, pending: Sequence[Pending]) -> None:
        versions = json.dumps([[each.note_id, each.changes] for each in pending])
        await self._database.prepare(_DONE).bind(versions).run()

    async def failed(self, pending: Sequence[Pending]) -> None:
        """Try these again later, and later each time."""
        delay = min(RETRY_SECONDS * 2 ** max(each.failures for each in pending), RETRY_SECONDS_MAXIMUM)
        ids = json.dumps([each.note_id for each in pending])
        await self._database.prepare(_FAILED).bind(int(self._clock()) + delay, ids).run()

    async def count(self) -> int:
        row = await self._database.prepare(_COUNT).first()
        return row["number"] if row else 0

"""The last messages of a room, in the SQLite database of its object."""

from datetime import UTC, datetime
from typing import Any

from chat.messages import Message

KEPT = 100


class History:
    def __init__(self, sql: Any) -> None:
        self._sql = sql
        sql.exec(
            "CREATE TABLE IF NOT EXISTS messages ("
            "id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT NOT NULL, text TEXT NOT NULL, at TEXT NOT NULL)"
        )

    def add(self, name: str, text: str) -> Message:
        """Keep a message, and forget the oldest one if there are too many."""
        at = datetime.now(UTC).isoformat(timespec="seconds")
        [row] = self._rows(
            "INSERT INTO messages (name, text, at) VALUES (?, ?, ?) RETURNING *", name, text, at
        )
        self._rows("DELETE FROM messages WHERE id <= ?", row.id - KEPT)
        return row

    def all(self) -> list[Message]:
        """The messages, the oldest first."""
        return self._rows("SELECT id, name, text, at FROM messages ORDER BY id")

    def after(self, message_id: int) -> list[Message]:
        """The messages that came after one."""
        return self._rows("SELECT id, name, text, at FROM messages WHERE id > ? ORDER BY id", message_id)

    def _rows(self, query: str, *values: str | int) -> list[Message]:
        return [Message(**row) for row in self._sql.exec(query, *values).toArray()]

"""The documents in D1. Changes also prepare the index: see `app.indexing.state` for those columns."""

import json
from collections.abc import Iterable

from app.bindings import Database
from app.clock import Clock, to_text
from app.documents.document import Document, Summary
from app.documents.draft import Draft
from app.limits import EXCERPT_CHARACTERS, ID_MAXIMUM, JOB_LEASE

_NEWER_THAN_ALL = ID_MAXIMUM + 1


class DocumentStore:
    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    async def create(self, draft: Draft) -> Document:
        now, leased_until = self._times()
        row = await (
            self._database.prepare(
                """
                INSERT INTO documents (title, body, created_at, updated_at, index_after)
                VALUES (?, ?, ?, ?, ?)
                RETURNING id, title, body, version, created_at, updated_at
                """
            )
            .bind(draft.title, draft.body, now, now, leased_until)
            .first()
        )
        if row is None:
            message = "the database did not return the new document"
            raise RuntimeError(message)
        return Document.from_row(row)

    async def get(self, document_id: int) -> Document | None:
        row = await (
            self._database.prepare(
                "SELECT id, title, body, version, created_at, updated_at FROM documents WHERE id = ?"
            )
            .bind(document_id)
            .first()
        )
        return Document.from_row(row) if row else None

    async def replace(self, document_id: int, draft: Draft) -> Document | None:
        """Equal content changes nothing, so repeating a request neither counts nor embeds again."""
        now, leased_until = self._times()
        await (
            self._database.prepare(
                """
                UPDATE documents
                SET title = ?, body = ?, version = version + 1, updated_at = ?,
                    indexed_with = '', index_failures = 0, index_after = ?
                WHERE id = ? AND (title <> ? OR body <> ?)
                """
            )
            .bind(draft.title, draft.body, now, leased_until, document_id, draft.title, draft.body)
            .run()
        )
        return await self.get(document_id)

    async def delete(self, document_id: int) -> bool:
        """Delete the document; in the same transaction, note the vectors that have to follow it."""
        _, leased_until = self._times()
        noted = self._database.prepare(
            """
            INSERT INTO removed_documents (id, version, vectors_since, index_after)
            SELECT id, version, vectors_since, ? FROM documents
            WHERE id = ? AND vectors_since IS NOT NULL
            """
        ).bind(leased_until, document_id)
        deleted = self._database.prepare("DELETE FROM documents WHERE id = ? RETURNING id").bind(document_id)
        results = await self._database.batch([noted, deleted])
        return bool(results[1].results)

    async def newest(self, limit: int, before: int | None = None) -> list[Summary]:
        """The newest documents, or those that are older than the one named."""
        found = await (
            self._database.prepare(
                """
                SELECT id, title, substr(body, 1, ?) AS excerpt, updated_at
                FROM documents WHERE id < ? ORDER BY id DESC LIMIT ?
                """
            )
            .bind(EXCERPT_CHARACTERS, before or _NEWER_THAN_ALL, limit)
            .all()
        )
        return [Summary.from_row(row) for row in found.results]

    async def summaries(self, ids: Iterable[int]) -> dict[int, Summary]:
        found = await (
            self._database.prepare(
                """
                SELECT id, title, substr(body, 1, ?) AS excerpt, updated_at
                FROM documents WHERE id IN (SELECT value FROM json_each(?))
                """
            )
            .bind(EXCERPT_CHARACTERS, json.dumps(list(ids)))
            .all()
        )
        return {row["id"]: Summary.from_row(row) for row in found.results}

    async def check(self) -> None:
        """Raise if the database cannot answer, or has not got its tables yet."""
        await self._database.prepare("SELECT id FROM documents LIMIT 1").first()

    def _times(self) -> tuple[str, str]:
        now = self._clock()
        return to_text(now), to_text(now + JOB_LEASE)

"""What is known about the vectors of each document, in D1.

- `indexed_version`: the version whose vectors are complete. A search trusts no others.
- `vectors_since`: the first version that may have vectors, complete or not. What lies between it and the
  current version has to be removed some time.
- `indexed_with`: the model of the vectors of the *current* text, empty if there are none. So a document
  is up to date exactly if this is today's model, and one index finds all that are not.
- `index_after`: no new job before that time.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from app.bindings import Database
from app.clock import Clock, to_text
from app.documents.document import Document
from app.indexing.jobs import Job, JobKind
from app.limits import JOB_DELAY_MAXIMUM, JOB_LEASE


@dataclass(frozen=True, slots=True)
class Claim:
    """A document that is about to be indexed, with its state."""

    document: Document
    is_current: bool
    vectors_since: int
    failures: int


class IndexState:
    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    async def claim(self, document_id: int, model: str) -> Claim | None:
        """Read the document, and note in the same statement that it may have vectors from now on."""
        row = await (
            self._database.prepare(
                """
                UPDATE documents SET vectors_since = COALESCE(vectors_since, version) WHERE id = ?
                RETURNING id, title, body, version, created_at, updated_at,
                          vectors_since, indexed_with, index_failures
                """
            )
            .bind(document_id)
            .first()
        )
        if row is None:
            return None
        return Claim(
            document=Document.from_row(row),
            is_current=row["indexed_with"] == model,
            vectors_since=row["vectors_since"],
            failures=row["index_failures"],
        )

    async def mark_indexed(self, document: Document, model: str) -> bool:
        """Say that the vectors are complete, unless the document has changed or gone meanwhile."""
        row = await (
            self._database.prepare(
                """
                UPDATE documents SET indexed_version = version, indexed_with = ?, index_failures = 0
                WHERE id = ? AND version = ? RETURNING id
                """
            )
            .bind(model, document.id, document.version)
            .first()
        )
        return row is not None

    async def mark_cleaned(self, document: Document) -> None:
        """Say that no version before this one has vectors any more."""
        await (
            self._database.prepare(
                "UPDATE documents SET vectors_since = version WHERE id = ? AND version = ?"
            )
            .bind(document.id, document.version)
            .run()
        )

    async def mark_failed(self, claim: Claim) -> None:
        """Let the sweep wait longer for a document that keeps failing."""
        failures = claim.failures + 1
        delay = min(JOB_LEASE * failures, JOB_DELAY_MAXIMUM)
        await (
            self._database.prepare(
                """
                UPDATE documents SET index_failures = ?, index_after = ?
                WHERE id = ? AND version = ?
                """
            )
            .bind(failures, self._later(delay), claim.document.id, claim.document.version)
            .run()
        )

    async def usable(self, ids: Iterable[int]) -> dict[int, int]:
        """The version of each document whose vectors a search may use."""
        found = await (
            self._database.prepare(
                """
                SELECT id, indexed_version FROM documents
                WHERE id IN (SELECT value FROM json_each(?)) AND indexed_version IS NOT NULL
                """
            )
            .bind(json.dumps(list(ids)))
            .all()
        )
        return {row["id"]: row["indexed_version"] for row in found.results}

    async def removed_versions(self, document_id: int) -> range:
        """The versions of a deleted document that may still have vectors."""
        row = await (
            self._database.prepare("SELECT version, vectors_since FROM removed_documents WHERE id = ?")
            .bind(document_id)
            .first()
        )
        return range(row["vectors_since"], row["version"] + 1) if row else range(0)

    async def forget_removed(self, document_id: int) -> None:
        await self._database.prepare("DELETE FROM removed_documents WHERE id = ?").bind(document_id).run()

    async def due_jobs(self, model: str, limit: int) -> list[Job]:
        """Jobs that are due, removals first. `<` and `>` instead of `<>` let D1 use its index."""
        found = await (
            self._database.prepare(
                """
                SELECT 'remove' AS kind, id FROM removed_documents WHERE index_after <= ?
                UNION ALL
                SELECT 'index' AS kind, id FROM documents
                WHERE (indexed_with < ? OR indexed_with > ?) AND index_after <= ?
                LIMIT ?
                """
            )
            .bind(self._later(), model, model, self._later(), limit)
            .all()
        )
        return [Job(JobKind(row["kind"]), row["id"]) for row in found.results]

    async def lease(self, jobs: Iterable[Job]) -> None:
        """Keep the next sweep from sending these jobs again while they are under way."""
        ids: dict[JobKind, list[int]] = {JobKind.INDEX: [], JobKind.REMOVE: []}
        for job in jobs:
            ids[job.kind].append(job.document_id)
        until = self._later(JOB_LEASE)
        await self._database.batch(
            [
                self._database.prepare(
                    """
                    UPDATE documents SET index_after = ?
                    WHERE id IN (SELECT value FROM json_each(?))
                    """
                ).bind(until, json.dumps(ids[JobKind.INDEX])),
                self._database.prepare(
                    """
                    UPDATE removed_documents SET index_after = ?
                    WHERE id IN (SELECT value FROM json_each(?))
                    """
                ).bind(until, json.dumps(ids[JobKind.REMOVE])),
            ]
        )

    def _later(self, delay: timedelta = timedelta()) -> str:
        return to_text(self._clock() + delay)

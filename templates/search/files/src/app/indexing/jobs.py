"""What travels through the queue: which document to look at, never its content.

A job only names the document. Whoever takes it reads the present state and does what that calls for, so
jobs may come twice, late or out of order.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from app import logs
from app.bindings import QueueProducer


class JobKind(StrEnum):
    INDEX = "index"
    REMOVE = "remove"


class MalformedJobError(Exception):
    """A message on the queue that this service did not write, or not in this version."""


@dataclass(frozen=True, slots=True)
class Job:
    kind: JobKind
    document_id: int

    def to_message(self) -> dict[str, str | int]:
        return {"kind": self.kind.value, "document_id": self.document_id}

    @classmethod
    def from_message(cls, body: Any) -> "Job":
        try:
            kind, document_id = JobKind(body["kind"]), body["document_id"]
        except (KeyError, TypeError, ValueError) as error:
            message = "the message is not a job"
            raise MalformedJobError(message) from error
        if type(document_id) is not int or document_id < 1:
            message = "the job does not name a document"
            raise MalformedJobError(message)
        return cls(kind, document_id)


class IndexJobs:
    """The queue's sending end. Without search by meaning there is nothing to do, and nothing is sent."""

    def __init__(self, queue: QueueProducer, *, enabled: bool) -> None:
        self._queue = queue
        self._enabled = enabled

    async def announce(self, job: Job) -> None:
        """Send the job soon after a change. If the queue is not there, the sweep finds it later."""
        if not self._enabled:
            return
        try:
            await self._queue.send(job.to_message())
        except Exception as error:  # noqa: BLE001 - the change is stored; it must not fail because of this
            logs.error("job_not_announced", error, kind=job.kind, document_id=job.document_id)

    async def send(self, jobs: Iterable[Job]) -> None:
        """Send up to a hundred jobs at once."""
        await self._queue.sendBatch([{"body": job.to_message()} for job in jobs])

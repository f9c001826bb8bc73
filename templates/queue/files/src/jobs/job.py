"""A job, and the message that carries it."""

import uuid
from dataclasses import dataclass
from typing import Any, Self


class HopelessJobError(Exception):
    """A job that can never succeed, so that trying again is of no use."""


@dataclass(frozen=True, slots=True)
class Job:
    """`kind` names the task, `payload` is what it works on. Delivered twice, it has the same `id`."""

    id: str
    kind: str
    payload: dict[str, Any]

    @classmethod
    def new(cls, kind: str, payload: dict[str, Any]) -> Self:
        return cls(str(uuid.uuid4()), kind, payload)

    @classmethod
    def from_message(cls, body: Any) -> Self:
        match body:
            case {"id": str(job_id), "kind": str(kind), "payload": dict(payload)}:
                return cls(job_id, kind, payload)
            case _:
                message = "this message is no job"
                raise HopelessJobError(message)

    def to_message(self) -> dict[str, Any]:
        return {"id": self.id, "kind": self.kind, "payload": self.payload}

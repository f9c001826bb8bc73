import asyncio
from typing import Any

import pytest

from app.indexing.jobs import IndexJobs, Job, JobKind, MalformedJobError
from fakes.queues import FakeQueue


def test_a_job_survives_the_queue() -> None:
    job = Job(JobKind.REMOVE, 12)
    assert Job.from_message(job.to_message()) == job


@pytest.mark.parametrize(
    "body",
    [
        None,
        "index",
        [],
        {},
        {"kind": "index"},
        {"kind": "explode", "document_id": 1},
        {"kind": "index", "document_id": "1"},
        {"kind": "index", "document_id": 0},
        {"kind": "index", "document_id": True},
        {"kind": ["index"], "document_id": 1},
    ],
)
def test_anything_else_is_refused(body: Any) -> None:
    with pytest.raises(MalformedJobError):
        Job.from_message(body)


def test_nothing_is_announced_without_search_by_meaning() -> None:
    queue = FakeQueue()
    asyncio.run(IndexJobs(queue, enabled=False).announce(Job(JobKind.INDEX, 1)))
    assert queue.waiting == []

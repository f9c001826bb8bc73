"""Jobs from the request to the end: done, or dead."""

from typing import Any

import pytest

from fakes.queues import FakeQueue
from harness import LocalWorker


@pytest.fixture
def dead() -> FakeQueue:
    return FakeQueue("app-jobs-dead")


@pytest.fixture
def queue(dead: FakeQueue) -> FakeQueue:
    return FakeQueue("app-jobs", dead=dead.waiting)


@pytest.fixture
def worker(queue: FakeQueue, dead: FakeQueue) -> LocalWorker:
    return LocalWorker(JOBS=queue, DEAD_JOBS=dead)


def words(text: Any, **more: Any) -> dict[str, Any]:
    return {"kind": "count_words", "payload": {"text": text}, **more}


def test_a_job_is_done_after_the_answer(
    worker: LocalWorker, queue: FakeQueue, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("INFO")
    answer = worker.call("POST", "/api/jobs", words("one two", delay_seconds=7))
    assert answer.status == 202
    assert queue.delays == [7]
    worker.deliver(queue)
    assert f"job {answer.json()['id']}: 2 words" in caplog.text
    assert queue.waiting == queue.dead == []


def test_a_hopeless_job_is_reported_once_and_holds_up_no_other(
    worker: LocalWorker, queue: FakeQueue, dead: FakeQueue, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("INFO")
    answer = worker.call("POST", "/api/jobs/batch", {"jobs": [words(7), words("one")]})
    assert answer.status == 202
    hopeless, done = answer.json()["ids"]
    worker.deliver(queue)
    assert f"job {done}: 1 words" in caplog.text
    worker.deliver(dead)
    assert caplog.text.count("dead job in message") == 1
    assert hopeless in caplog.text
    assert dead.waiting == []


@pytest.mark.parametrize(
    "data",
    [
        {"kind": "unknown", "payload": {}},
        {"kind": "count_words"},
        words("x", delay_seconds=-1),
        words("x", delay_seconds=True),
    ],
)
def test_what_is_no_job_is_not_taken(worker: LocalWorker, queue: FakeQueue, data: Any) -> None:
    assert worker.call("POST", "/api/jobs", data).status == 400
    assert queue.waiting == []


def test_a_batch_has_its_limit(worker: LocalWorker, queue: FakeQueue) -> None:
    assert worker.call("POST", "/api/jobs/batch", {"jobs": [words("x")] * 101}).status == 400
    assert worker.call("POST", "/api/jobs/batch", {"jobs": [words("x")] * 100}).status == 202
    assert len(queue.waiting) == 100


def test_batches_of_other_queues_are_not_lost(worker: LocalWorker) -> None:
    other = FakeQueue("app-mail", maximum_retries=1)
    worker.call("POST", "/api/jobs", words("x"))
    other.waiting = worker.env.JOBS.waiting
    worker.deliver(other)
    assert len(other.dead) == 1

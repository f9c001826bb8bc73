"""Jobs: what is taken, how each message is settled, and where hopeless ones go."""

import asyncio
from types import SimpleNamespace
from typing import Any

import pytest

import jobs
from fakes.queues import FakeBatch, FakeMessage, FakeQueue
from jobs import consumer
from jobs.job import HopelessJobError, Job
from jobs.tasks import TASKS


@pytest.fixture
def env() -> SimpleNamespace:
    return SimpleNamespace(DEAD_JOBS=FakeQueue("app-jobs-dead"))


def message(kind: str, payload: dict[str, Any] | None = None, attempts: int = 1) -> FakeMessage:
    return FakeMessage("m", Job("one", kind, payload or {}).to_message(), attempts)


def deliver(env: SimpleNamespace, *messages: FakeMessage, queue: str = "app-jobs") -> None:
    asyncio.run(jobs.consume(FakeBatch(queue, list(messages)), env))


def settled(message: FakeMessage) -> tuple[str | None, int | None]:
    return message.outcome, message.delay_seconds


@pytest.fixture
def tasks(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Tasks that fail in their ways; the list has what was done."""
    done: list[str] = []

    async def work(job: Job, env: Any) -> None:
        done.append(job.payload["name"])

    async def fail(job: Job, env: Any) -> None:
        raise ConnectionError

    async def hang(job: Job, env: Any) -> None:
        await asyncio.sleep(60)

    async def give_up(job: Job, env: Any) -> None:
        text = "no such customer"
        raise HopelessJobError(text)

    for task in (work, fail, hang, give_up):
        monkeypatch.setitem(TASKS, task.__name__, task)
    return done


def test_each_message_is_settled_by_itself(
    env: SimpleNamespace, tasks: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(consumer, "TIME_LIMIT", consumer.TIME_LIMIT / 1000)
    batch = [
        message("fail", attempts=3),
        message("hang"),
        message("give_up"),
        message("work", {"name": "last"}),
    ]
    deliver(env, *batch)
    assert [settled(each) for each in batch] == [("retry", 40), ("retry", 10), ("ack", None), ("ack", None)]
    assert tasks == ["last"]
    assert [dead.body for dead in env.DEAD_JOBS.waiting] == [batch[2].body]


def test_no_more_than_five_are_worked_on_at_once(
    env: SimpleNamespace, monkeypatch: pytest.MonkeyPatch
) -> None:
    busy, most = 0, 0

    async def work(job: Job, env: Any) -> None:
        nonlocal busy, most
        busy += 1
        most = max(most, busy)
        await asyncio.sleep(0)
        busy -= 1

    monkeypatch.setitem(TASKS, "work", work)
    deliver(env, *(message("work") for _ in range(20)))
    assert most == consumer.AT_ONCE


@pytest.mark.parametrize("body", [None, "text", {"id": "one"}, {"id": 1, "kind": "x", "payload": {}}])
def test_what_is_no_job_goes_to_the_dead_letters(env: SimpleNamespace, body: Any) -> None:
    odd = FakeMessage("m", body)
    deliver(env, odd)
    assert odd.outcome == "ack"
    assert [dead.body for dead in env.DEAD_JOBS.waiting] == [body]


def test_a_hopeless_message_is_not_lost_if_the_dead_letters_cannot_be_reached(env: SimpleNamespace) -> None:
    env.DEAD_JOBS.failing = True
    unknown = message("unknown")
    deliver(env, unknown)
    assert settled(unknown) == ("retry", 10)


def test_dead_letters_are_reported(env: SimpleNamespace, caplog: pytest.LogCaptureFixture) -> None:
    dead = message("work", {"name": "Ana"})
    deliver(env, dead, queue="app-staging-jobs-dead")
    assert dead.outcome == "ack"
    assert "dead job in message m" in caplog.text
    assert "Ana" in caplog.text


@pytest.mark.parametrize(
    ("queue", "ours"), [("app-jobs", True), ("app-jobs-dead", True), ("app-mail", False)]
)
def test_other_queues_are_left_to_others(queue: str, ours: bool) -> None:
    assert jobs.handles(queue) is ours


def test_the_example_counts_words(env: SimpleNamespace, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("INFO")
    counted = message("count_words", {"text": "one two three"})
    deliver(env, counted, message("count_words", {"text": 7}))
    assert counted.outcome == "ack"
    assert "job one: 3 words" in caplog.text
    assert len(env.DEAD_JOBS.waiting) == 1

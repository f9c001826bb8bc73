"""The counter: what it keeps, and for how long."""

import asyncio
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from counter import Counter
from fakes.durable_objects import FakeState


@pytest.fixture
def state() -> Iterator[FakeState]:
    state = FakeState()
    yield state
    state.close()


def counter(state: Any) -> Counter:
    env: Any = None
    return Counter(state, env)


def test_a_new_counter_is_at_zero(state: FakeState) -> None:
    assert asyncio.run(counter(state).value()) == 0


def test_the_value_outlives_the_object(state: FakeState) -> None:
    assert asyncio.run(counter(state).increment(2, 60)) == 2
    assert asyncio.run(counter(state).increment(-5, 60)) == -3
    assert asyncio.run(counter(state).value()) == -3


def test_counting_puts_the_alarm_off(state: FakeState) -> None:
    asyncio.run(counter(state).increment(1, 60))
    asyncio.run(counter(state).increment(1, 3600))
    assert state.storage.alarm_at is not None
    kept = datetime.fromtimestamp(state.storage.alarm_at / 1000, UTC) - datetime.now(UTC)
    assert timedelta(minutes=59) < kept <= timedelta(hours=1)


def test_the_alarm_leaves_nothing_behind(state: FakeState) -> None:
    asyncio.run(counter(state).increment(1, 60))
    asyncio.run(counter(state).alarm())
    assert state.storage.values == {}
    assert state.storage.alarm_at is None

"""The cache: how long entries count, and how values are remembered."""

import asyncio
from collections.abc import Coroutine
from typing import Any

import pytest

from cache.store import BYTES, Cache
from fakes.kv import FakeKV

KEY = "answer"


class Clock:
    now = 1_000.0

    def __call__(self) -> float:
        return self.now


class Maker:
    """Makes 1, 2, 3 … or fails."""

    def __init__(self) -> None:
        self.made = 0
        self.failing = False

    async def __call__(self) -> int:
        if self.failing:
            message = "no value today"
            raise RuntimeError(message)
        self.made += 1
        return self.made


class Background:
    """What is to happen after the response."""

    def __init__(self) -> None:
        self.waiting: list[Coroutine[Any, Any, None]] = []

    def __call__(self, work: Coroutine[Any, Any, None]) -> None:
        self.waiting.append(work)

    async def finish(self) -> None:
        for work in self.waiting:
            await work
        self.waiting.clear()


class Scene:
    def __init__(self) -> None:
        self.kv = FakeKV()
        self.clock = Clock()
        self.maker = Maker()
        self.background = Background()
        self.cache = Cache(self.kv, self.clock, self.background)

    def remember(self) -> Any:
        return asyncio.run(self.cache.remember(KEY, self.maker, fresh=60, usable=600))

    def finish(self) -> None:
        asyncio.run(self.background.finish())


@pytest.fixture
def scene() -> Scene:
    return Scene()


def test_entries_live_shorter_than_kv_can(scene: Scene) -> None:
    asyncio.run(scene.cache.put_text(KEY, "grüße", usable=1))
    entry = asyncio.run(scene.cache.get(KEY))
    assert entry is not None
    assert entry.text() == "grüße"
    scene.clock.now += 1
    assert asyncio.run(scene.cache.get(KEY)) is None
    assert scene.kv.entries[KEY].lifetime == 60


def test_bytes_stay_bytes(scene: Scene) -> None:
    asyncio.run(scene.cache.put(KEY, b"\x00\xff", BYTES, usable=60))
    entry = asyncio.run(scene.cache.get(KEY))
    assert entry is not None
    assert entry.content == b"\x00\xff"


def test_json_knows_null(scene: Scene) -> None:
    asyncio.run(scene.cache.put_json(KEY, {"a": [1, None]}, usable=60))
    entry = asyncio.run(scene.cache.get(KEY))
    assert entry is not None
    assert entry.json() == {"a": [1, None]}


def test_what_somebody_else_wrote_is_no_entry(scene: Scene) -> None:
    asyncio.run(scene.kv.put(KEY, "by hand"))
    assert asyncio.run(scene.cache.get(KEY)) is None


def test_keys_come_in_pages(scene: Scene) -> None:
    for number in range(1_001):
        asyncio.run(scene.cache.put_text(f"n{number:04}", "x", usable=60))
    first = asyncio.run(scene.cache.keys("n"))
    assert len(first.keys) == 1_000
    assert asyncio.run(scene.cache.keys("n", first.cursor)).keys == ["n1000"]


def test_a_value_is_made_once_while_it_is_fresh(scene: Scene) -> None:
    assert [scene.remember(), scene.remember()] == [1, 1]
    scene.clock.now += 59
    assert scene.remember() == 1
    assert scene.background.waiting == []


def test_an_old_value_is_the_answer_while_a_new_one_is_made(scene: Scene) -> None:
    scene.remember()
    scene.clock.now += 60
    assert scene.remember() == 1
    assert scene.remember() == 1
    assert len(scene.background.waiting) == 1, "one renewal at a time"
    scene.finish()
    assert scene.remember() == 2
    assert scene.background.waiting == []


def test_an_old_value_survives_a_failure(scene: Scene, caplog: pytest.LogCaptureFixture) -> None:
    scene.remember()
    scene.clock.now += 60
    scene.maker.failing = True
    assert scene.remember() == 1
    scene.finish()
    assert "could not renew" in caplog.text
    assert scene.remember() == 1
    assert len(scene.background.waiting) == 1, "it is tried again"
    scene.maker.failing = False
    scene.finish()
    assert scene.remember() == 2


def test_a_value_that_is_too_old_is_no_answer(scene: Scene) -> None:
    scene.remember()
    scene.clock.now += 600
    assert scene.remember() == 2


def test_without_an_old_value_a_failure_is_one(scene: Scene) -> None:
    scene.maker.failing = True
    with pytest.raises(RuntimeError):
        scene.remember()

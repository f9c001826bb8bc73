"""Calls to the JavaScript Worker, and from it."""

import asyncio
from types import SimpleNamespace
from typing import Any, cast

import pytest

from fakes.formatter import FakeFormatter
from harness import LocalWorker
from rpc import Statistics


def statistics() -> Statistics:
    nothing = cast("Any", SimpleNamespace())
    return Statistics(nothing, nothing)


@pytest.fixture
def formatter() -> FakeFormatter:
    return FakeFormatter(statistics().summarize)


@pytest.fixture
def worker(formatter: FakeFormatter) -> LocalWorker:
    return LocalWorker(FORMATTER=formatter)


def test_the_other_worker_writes_prices(worker: LocalWorker) -> None:
    answer = worker.get("/api/rpc/price?amount=1234.5&currency=NOK&locale=de-DE")
    assert answer.json() == {"price": "1234.5 NOK"}


@pytest.mark.parametrize(
    "target",
    [
        "price",
        "price?amount=x",
        "price?amount=nan",
        "price?amount=1e999",
        "price?amount=1&locale=xx",
        "price?amount=1&currency=money",
        "summary",
        "summary?numbers=1,,2",
        "summary?numbers=1&locale=xx",
        f"summary?numbers={','.join('1' * 1_001)}",
    ],
)
def test_what_the_other_worker_could_not_write_is_refused(worker: LocalWorker, target: str) -> None:
    assert worker.get(f"/api/rpc/{target}").status == 400


def test_the_other_worker_asks_this_one(worker: LocalWorker) -> None:
    answer = worker.get("/api/rpc/summary?numbers=1,2,3.5")
    assert answer.json()["count"] == "3"
    assert answer.json()["median"] == "2"


def test_the_other_worker_may_be_away(
    worker: LocalWorker, formatter: FakeFormatter, caplog: pytest.LogCaptureFixture
) -> None:
    formatter.failing = True
    answer = worker.get("/api/rpc/price?amount=1")
    assert (answer.status, answer.json()) == (502, {"error": "The formatter cannot be reached."})
    assert "the Worker is not there" in caplog.text


def test_numbers_are_summed_up() -> None:
    summary = asyncio.run(statistics().summarize([1, 2, 3, 10]))
    assert summary == {"count": 4, "mean": 4.0, "median": 2.5, "deviation": pytest.approx(3.5355, abs=1e-4)}


def test_nothing_cannot_be_summed_up() -> None:
    with pytest.raises(ValueError, match="nothing to sum up"):
        asyncio.run(statistics().summarize([]))

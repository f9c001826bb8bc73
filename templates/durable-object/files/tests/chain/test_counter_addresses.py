"""Counters through their addresses."""

from collections.abc import Iterator
from typing import Any

import pytest

from counter import Counter
from fakes.durable_objects import FakeNamespace, namespace
from harness import LocalWorker


@pytest.fixture
def counters() -> Iterator[FakeNamespace]:
    with namespace(Counter) as counters:
        yield counters


@pytest.fixture
def worker(counters: FakeNamespace) -> LocalWorker:
    return LocalWorker(COUNTERS=counters)


def test_each_name_counts_by_itself(worker: LocalWorker) -> None:
    assert worker.call("POST", "/api/counter/visits", {"by": 2}).json() == {"name": "visits", "value": 2}
    assert worker.call("POST", "/api/counter/visits", {}).json() == {"name": "visits", "value": 3}
    assert worker.get("/api/counter/visits").json() == {"name": "visits", "value": 3}
    assert worker.get("/api/counter/others").json() == {"name": "others", "value": 0}


def test_the_object_itself_says_how_long_it_keeps_its_value(worker: LocalWorker) -> None:
    assert worker.get("/api/counter/visits/state").json() == {"value": 0, "kept_until": None}
    worker.call("POST", "/api/counter/visits", {"keep_seconds": 60})
    assert worker.get("/api/counter/visits/state").json()["kept_until"].endswith("+00:00")


def test_a_counter_can_be_set_back(worker: LocalWorker, counters: FakeNamespace) -> None:
    worker.call("POST", "/api/counter/visits", {})
    assert worker.request("DELETE", "/api/counter/visits").status == 204
    assert worker.get("/api/counter/visits").json()["value"] == 0
    assert counters.state("visits").storage.alarm_at is None


@pytest.mark.parametrize(
    "data",
    [{"by": 0.5}, {"by": True}, {"by": "1"}, {"by": 1_000_001}, {"keep_seconds": 0}, {"keep_seconds": None}],
)
def test_what_is_no_number_is_refused(worker: LocalWorker, data: Any) -> None:
    assert worker.call("POST", "/api/counter/visits", data).status == 400


@pytest.mark.parametrize("name", ["Visits", "a%20b", "x" * 65])
def test_what_is_no_name_is_refused(worker: LocalWorker, name: str) -> None:
    assert worker.get(f"/api/counter/{name}").status == 400

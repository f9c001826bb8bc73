"""Every request leaves a data point, however it ends."""

import asyncio
from types import SimpleNamespace
from typing import Any

import pytest
from workers import Response

from fakes.analytics import FakeDataset
from harness import new_request
from metrics import measured


class Worker:
    def __init__(self) -> None:
        self.dataset = FakeDataset()
        self.env = SimpleNamespace(METRICS=self.dataset)

    @measured
    async def fetch(self, request: Any) -> Response:
        if request.url.endswith("/broken"):
            message = "broken"
            raise RuntimeError(message)
        return Response("made", status=201)

    @measured
    def fetch_at_once(self, request: Any) -> Response:
        return Response("made")


def test_a_request_leaves_a_data_point() -> None:
    worker = Worker()
    request = new_request("PROPFIND", "/api/notes/7?x=1", {"cf-ipcountry": "NO"})
    assert asyncio.run(worker.fetch(request)).status == 201
    [point] = worker.dataset.points
    assert point["indexes"] == ["/api/notes"]
    assert point["blobs"] == ["PROPFIND", "/api/notes/7", "201", "NO"]
    assert point["doubles"][0] >= 0


def test_a_failure_is_counted_and_passes_on() -> None:
    worker = Worker()
    with pytest.raises(RuntimeError, match="broken"):
        asyncio.run(worker.fetch(new_request("GET", "/broken")))
    assert worker.dataset.points[0]["blobs"] == ["GET", "/broken", "500", ""]


def test_counting_is_not_what_a_request_fails_of(caplog: pytest.LogCaptureFixture) -> None:
    worker = Worker()
    worker.dataset.failing = True
    assert asyncio.run(worker.fetch(new_request("GET", "/"))).status == 201
    assert "data point not written" in caplog.text


def test_without_the_binding_nothing_is_measured(caplog: pytest.LogCaptureFixture) -> None:
    worker = Worker()
    del worker.env.METRICS
    assert asyncio.run(worker.fetch(new_request("GET", "/"))).status == 201
    assert caplog.text == ""


def test_a_fetch_without_async_can_be_measured() -> None:
    worker = Worker()
    assert asyncio.run(worker.fetch_at_once(new_request("GET", "/"))).status == 200
    assert worker.dataset.points[0]["indexes"] == ["/"]


@pytest.mark.parametrize(
    ("path", "section"),
    [("/", "/"), ("/files/a/b", "/files"), ("/api", "/api"), ("/api/notes/1/x", "/api/notes"), ("//", "/")],
)
def test_the_index_has_few_values(path: str, section: str) -> None:
    worker = Worker()
    asyncio.run(worker.fetch(new_request("GET", path)))
    assert worker.dataset.points[0]["indexes"] == [section]

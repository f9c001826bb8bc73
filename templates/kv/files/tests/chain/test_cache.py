"""The cache's routes."""

import json

import pytest

from fakes.kv import FakeKV
from harness import Answer, LocalWorker

ENTRIES = "/api/cache/entries"


@pytest.fixture
def kv() -> FakeKV:
    return FakeKV()


@pytest.fixture
def worker(kv: FakeKV) -> LocalWorker:
    return LocalWorker(CACHE=kv)


def store(worker: LocalWorker, key: str, content: bytes, content_type: str = "application/json") -> Answer:
    return worker.request("PUT", f"{ENTRIES}/{key}", {"content-type": content_type}, content)


@pytest.mark.parametrize(
    ("content", "content_type", "expected"),
    [
        (b'{"a": [1, null]}', "application/json; charset=utf-8", "application/json"),
        ("grüße".encode(), "text/plain", "text/plain; charset=utf-8"),
        (b"\x00\xff", "application/octet-stream", "application/octet-stream"),
    ],
)
def test_an_entry_comes_back_with_its_type(
    worker: LocalWorker, content: bytes, content_type: str, expected: str
) -> None:
    assert store(worker, "a/b", content, content_type).status == 204
    answer = worker.get(f"{ENTRIES}/a/b")
    assert (answer.status, answer.content, answer.headers["content-type"]) == (200, content, expected)


def test_a_missing_entry_is_not_found(worker: LocalWorker, kv: FakeKV) -> None:
    store(worker, "a", b"1")
    kv.expire("entry:a")
    assert worker.get(f"{ENTRIES}/a").status == 404
    assert worker.call("DELETE", f"{ENTRIES}/a").status == 204


@pytest.mark.parametrize(
    ("content", "content_type", "status"),
    [
        (b"{", "application/json", 400),
        (b"[" * 1_000, "application/json", 400),
        (b"\xff", "application/json", 400),
        (b"\xff", "text/plain", 400),
        (b"<script>", "text/html", 415),
        (b" " * (1024 * 1024 + 1), "text/plain", 413),
    ],
)
def test_what_is_not_what_it_says_is_refused(
    worker: LocalWorker, kv: FakeKV, content: bytes, content_type: str, status: int
) -> None:
    assert store(worker, "a", content, content_type).status == status
    assert kv.entries == {}


@pytest.mark.parametrize("ttl", ["0", "-1", "x", "1.5", "2592001"])
def test_a_lifetime_has_bounds(worker: LocalWorker, ttl: str) -> None:
    assert store(worker, f"a?ttl={ttl}", b"1").status == 400


def test_a_key_has_bounds(worker: LocalWorker) -> None:
    assert store(worker, "x" * 501, b"1").status == 400
    assert worker.get(f"{ENTRIES}?prefix={'x' * 501}").status == 400


def test_the_list_has_the_entries_alone(worker: LocalWorker) -> None:
    for key in ("b", "a/2", "a/1"):
        store(worker, key, b"1")
    worker.get("/api/cache/count")
    assert worker.get(ENTRIES).json() == {"keys": ["a/1", "a/2", "b"], "cursor": None}
    assert worker.get(f"{ENTRIES}?prefix=a/").json()["keys"] == ["a/1", "a/2"]


def test_counting_is_remembered(worker: LocalWorker) -> None:
    store(worker, "a", b"1")
    answer = worker.get("/api/cache/count")
    assert answer.json()["count"] == 1
    assert answer.headers["cache-control"] == "public, max-age=60, stale-while-revalidate=3540"
    store(worker, "b", b"1")
    assert json.loads(worker.get("/api/cache/count").text)["count"] == 1
    assert worker.get("/api/cache/count?prefix=b").json()["count"] == 1

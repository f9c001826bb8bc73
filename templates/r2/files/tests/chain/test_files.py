"""Files, from the request to the bucket and back."""

from collections.abc import Mapping

import pytest

from fakes.r2 import FakeR2
from harness import Answer, LocalWorker

CONTENT = b"hello world"


@pytest.fixture
def bucket() -> FakeR2:
    return FakeR2()


@pytest.fixture
def worker(bucket: FakeR2) -> LocalWorker:
    return LocalWorker(FILES=bucket)


def put(
    worker: LocalWorker, name: str, content: bytes = CONTENT, headers: Mapping[str, str] | None = None
) -> Answer:
    sent = {"content-length": str(len(content)), "content-type": "text/plain", **(headers or {})}
    return worker.request("PUT", f"/files/{name}", sent, content)


def test_a_file_comes_back_with_its_headers(worker: LocalWorker) -> None:
    stored = put(worker, "a/b.txt", headers={"X-Meta-Place": "Oslo", "cache-control": "max-age=5"})
    assert stored.status == 201
    answer = worker.get("/files/a/b.txt")
    assert (answer.status, answer.content) == (200, CONTENT)
    assert answer.headers["etag"] == stored.headers["etag"] == stored.json()["etag"]
    assert answer.headers["content-type"] == "text/plain"
    assert answer.headers["cache-control"] == "max-age=5"
    assert answer.headers["x-meta-place"] == "Oslo"
    assert answer.headers["content-security-policy"].startswith("sandbox")


def test_an_upload_is_never_read_here(worker: LocalWorker, bucket: FakeR2) -> None:
    put(worker, "big", b"x" * 100_000)
    assert len(bucket.files["big"].content) == 100_000
    assert worker.request("HEAD", "/files/big").status == 200
    assert [stream.bytes_read for stream in bucket.streams] == [0]


@pytest.mark.parametrize(
    ("header", "status", "content"),
    [
        ("bytes=0-4", 206, b"hello"),
        ("bytes=-5", 206, b"world"),
        ("bytes=6-", 206, b"world"),
        ("bytes=0-1,3-4", 200, CONTENT),
        ("potatoes", 200, CONTENT),
    ],
)
def test_parts_can_be_had(worker: LocalWorker, header: str, status: int, content: bytes) -> None:
    put(worker, "a")
    answer = worker.get("/files/a", {"range": header})
    assert (answer.status, answer.content) == (status, content)
    assert (answer.headers["content-range"] is not None) == (status == 206)


def test_a_part_beyond_the_end_says_where_the_end_is(worker: LocalWorker) -> None:
    put(worker, "a")
    answer = worker.get("/files/a", {"range": "bytes=11-"})
    assert (answer.status, answer.headers["content-range"]) == (416, "bytes */11")


def test_a_part_of_another_version_is_no_use(worker: LocalWorker) -> None:
    old = put(worker, "a").headers["etag"]
    assert worker.get("/files/a", {"range": "bytes=0-4", "if-range": old}).status == 206
    put(worker, "a", b"changed")
    answer = worker.get("/files/a", {"range": "bytes=0-4", "if-range": old})
    assert (answer.status, answer.content) == (200, b"changed")


def test_a_date_does_for_if_range(worker: LocalWorker) -> None:
    put(worker, "a")
    date = worker.get("/files/a").headers["last-modified"]
    assert worker.get("/files/a", {"range": "bytes=0-4", "if-range": date}).status == 206


def test_conditions_decide_what_is_sent(worker: LocalWorker) -> None:
    tag = put(worker, "a").headers["etag"]
    date = worker.get("/files/a").headers["last-modified"]
    for headers, status in [
        ({"if-none-match": tag}, 304),
        ({"if-none-match": f'"x", W/{tag}'}, 304),
        ({"if-none-match": "*"}, 304),
        ({"if-none-match": '"x"'}, 200),
        ({"if-modified-since": date}, 304),
        ({"if-match": tag}, 200),
        ({"if-match": '"x"'}, 412),
        ({"if-unmodified-since": "Thu, 26 Nov 2009 10:00:00 GMT"}, 412),
        ({"if-match": "no tag"}, 400),
    ]:
        answer = worker.get("/files/a", headers)
        assert answer.status == status, headers
        assert (answer.content == CONTENT) == (status == 200)


def test_uploads_can_be_safe_against_overwriting(worker: LocalWorker, bucket: FakeR2) -> None:
    tag = put(worker, "a").headers["etag"]
    assert put(worker, "a", b"x", {"if-none-match": "*"}).status == 412
    assert put(worker, "b", b"x", {"if-none-match": "*"}).status == 201
    assert put(worker, "a", b"x", {"if-match": '"other"'}).status == 412
    assert bucket.files["a"].content == CONTENT
    assert put(worker, "a", b"x", {"if-match": tag}).status == 201


def test_a_file_may_be_empty(worker: LocalWorker) -> None:
    assert worker.request("PUT", "/files/empty").status == 201
    assert worker.get("/files/empty").content == b""


@pytest.mark.parametrize(
    ("name", "headers", "status"),
    [
        ("a", {"content-length": str(100 * 1024 * 1024 + 1)}, 413),
        ("a", {"content-encoding": "gzip"}, 415),
        ("a", {"x-meta-a": "x" * 2_048}, 431),
        ("a", {"x-meta-a": "\u00e9"}, 400),
        ("x" * 1_025, {}, 400),
        ("a%0Ab", {}, 400),
    ],
)
def test_what_r2_could_not_keep_is_refused(
    worker: LocalWorker, bucket: FakeR2, name: str, headers: dict[str, str], status: int
) -> None:
    assert put(worker, name, headers=headers).status == status
    assert bucket.files == {}


def test_the_size_has_to_be_known(worker: LocalWorker) -> None:
    assert worker.request("PUT", "/files/a", {}, CONTENT).status == 411


def test_a_deleted_file_is_gone(worker: LocalWorker) -> None:
    put(worker, "a")
    assert worker.request("DELETE", "/files/a").status == 204
    assert worker.get("/files/a").status == 404
    assert worker.get("/files/a", {"range": "bytes=0-"}).status == 404


def test_folders_are_listed_page_by_page(worker: LocalWorker) -> None:
    for name in ("a", "b/1", "b/2", "c"):
        put(worker, name)
    first = worker.get("/files?limit=2").json()
    second = worker.get(f"/files?limit=2&cursor={first['cursor']}").json()
    assert ([file["name"] for file in first["files"]], first["folders"]) == (["a"], ["b/"])
    assert ([file["name"] for file in second["files"]], second["cursor"]) == (["c"], None)
    inside = worker.get("/files?folder=b/").json()
    assert [(file["name"], file["size"]) for file in inside["files"]] == [("b/1", 11), ("b/2", 11)]

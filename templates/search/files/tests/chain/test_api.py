"""The JSON API, from the request to the database."""

from typing import Any

import pytest

from app.limits import BODY_CHARACTERS, PAGE_SIZE_MAXIMUM, REQUEST_BYTES
from harness import API_KEY, LocalWorker


def test_a_document_lives_and_dies(worker: LocalWorker) -> None:
    created = worker.call("POST", "/api/documents", {"title": "Tea", "body": "Green."})
    assert created.status == 201
    location = created.headers["location"]
    assert created.json()["version"] == 1

    assert worker.get(location).json() == created.json()

    replaced = worker.call("PUT", location, {"title": "Tea", "body": "Black."})
    assert (replaced.status, replaced.json()["version"], replaced.json()["body"]) == (200, 2, "Black.")

    deleted = worker.call("DELETE", location)
    assert (deleted.status, deleted.text) == (204, "")
    assert worker.get(location).status == 404
    assert worker.call("PUT", location, {"title": "Tea", "body": "White."}).status == 404
    assert worker.call("DELETE", location).status == 404


def test_equal_content_is_no_change(worker: LocalWorker) -> None:
    document_id = worker.add("Tea", "Green.")
    answer = worker.call("PUT", f"/api/documents/{document_id}", {"title": " Tea", "body": "Green.\r\n"})
    assert (answer.status, answer.json()["version"]) == (200, 1)


def test_the_list_is_paged_from_new_to_old(worker: LocalWorker) -> None:
    ids = [worker.add(f"Document {number}", "Text") for number in range(5)]
    seen: list[int] = []
    target = "/api/documents?limit=2"
    while True:
        page = worker.get(target).json()
        seen += [document["id"] for document in page["documents"]]
        if page["next_before"] is None:
            break
        target = f"/api/documents?limit=2&before={page['next_before']}"
    assert seen == ids[::-1]


def test_long_texts_are_listed_in_short(worker: LocalWorker) -> None:
    worker.add("Long", "x" * BODY_CHARACTERS)
    [summary] = worker.get("/api/documents").json()["documents"]
    assert set(summary) == {"id", "title", "excerpt", "updated_at"}
    assert len(summary["excerpt"]) < 1_000


@pytest.mark.parametrize("key", [None, "", "wrong", API_KEY + "x", API_KEY[:-1], API_KEY.upper(), "ключ"])
@pytest.mark.parametrize(
    ("method", "target"),
    [("POST", "/api/documents"), ("PUT", "/api/documents/1"), ("DELETE", "/api/documents/1")],
)
def test_changes_need_the_key(worker: LocalWorker, key: str | None, method: str, target: str) -> None:
    worker.add("Tea", "Green.")
    answer = worker.call(method, target, {"title": "Changed", "body": "Changed"}, key=key)
    assert answer.status == 401
    assert answer.headers["www-authenticate"] == "Bearer"
    assert worker.get("/api/documents").json()["documents"][0]["title"] == "Tea"


@pytest.mark.parametrize("configured", [None, "", "short"])
def test_without_a_proper_key_nothing_can_be_changed(worker: LocalWorker, configured: str | None) -> None:
    worker.env.API_KEY = configured
    answer = worker.call("POST", "/api/documents", {"title": "a", "body": "b"}, key=configured)
    assert answer.status == 503
    assert answer.json()["error"]["code"] == "writes_disabled"


def test_wrong_fields_are_named(worker: LocalWorker) -> None:
    answer = worker.call("POST", "/api/documents", {"title": "", "text": "?"})
    assert answer.status == 422
    assert answer.json()["error"]["code"] == "invalid_input"
    assert set(answer.json()["error"]["fields"]) == {"title", "body", "text"}


def test_a_body_is_read_to_the_limit_and_no_further(worker: LocalWorker) -> None:
    headers = {
        "authorization": f"Bearer {API_KEY}",
        "content-type": "application/json",
        "content-length": "2",  # a lie
    }
    answer = worker.request("POST", "/api/documents", headers, b" " * (REQUEST_BYTES + 1))
    assert answer.status == 413


def test_the_longest_document_fits_in_any_encoding(worker: LocalWorker) -> None:
    """`json.dumps` escapes each of these characters with twelve bytes."""
    answer = worker.call("POST", "/api/documents", {"title": "Rockets", "body": "🚀" * BODY_CHARACTERS})
    assert answer.status == 201


@pytest.mark.parametrize(
    ("headers", "content", "status"),
    [
        ({"content-type": "text/plain"}, b"{}", 415),
        ({}, b"{}", 415),
        ({"content-type": "application/json"}, b"{", 400),
        ({"content-type": "application/json"}, b"[]", 400),
        ({"content-type": "application/json"}, b"[" * 100_000, 400),
        ({"content-type": "application/json"}, b"", 400),
        ({"content-type": "application/json"}, b'{"title": "\xff"}', 400),
    ],
)
def test_bodies_that_cannot_be_read(
    worker: LocalWorker, headers: dict[str, str], content: bytes, status: int
) -> None:
    answer = worker.request(
        "POST", "/api/documents", {"authorization": f"Bearer {API_KEY}", **headers}, content
    )
    assert answer.status == status
    assert answer.json()["error"]["message"]


@pytest.mark.parametrize(
    "target",
    [
        "/api/documents?limit=0",
        f"/api/documents?limit={PAGE_SIZE_MAXIMUM + 1}",
        "/api/documents?limit=ten",
        "/api/documents?before=-1",
        "/api/documents?before=99999999999999999999",
        "/api/search?q=tea&page=11",
        "/api/search?q=tea&limit=1e1",
        f"/api/search?q={'x' * 201}",
    ],
)
def test_parameters_out_of_bounds(worker: LocalWorker, target: str) -> None:
    answer = worker.get(target)
    assert answer.status == 422
    assert answer.json()["error"]["fields"]


@pytest.mark.parametrize(
    "target",
    ["/api", "/api/", "/api/nothing", "/api/documents/0", "/api/documents/x", f"/api/documents/{'9' * 16}"],
)
def test_addresses_that_lead_nowhere(worker: LocalWorker, target: str) -> None:
    assert worker.get(target).status == 404


@pytest.mark.parametrize(
    ("method", "target", "allowed"),
    [
        ("DELETE", "/api/documents", "GET, HEAD, POST"),
        ("POST", "/api/search", "GET, HEAD"),
        ("PROPFIND", "/api/documents/1", "DELETE, GET, HEAD, PUT"),
        ("OPTIONS", "/health", "GET, HEAD"),
    ],
)
def test_methods_that_an_address_lacks(worker: LocalWorker, method: str, target: str, allowed: str) -> None:
    answer = worker.request(method, target)
    assert (answer.status, answer.headers["allow"]) == (405, allowed)


def test_head_is_get_without_the_body(worker: LocalWorker) -> None:
    get, head = worker.get("/api/documents"), worker.request("HEAD", "/api/documents")
    assert (head.status, head.text) == (200, "")
    assert head.headers["content-type"] == get.headers["content-type"]


def test_a_client_has_a_share_of_requests(worker: LocalWorker) -> None:
    worker.limit_rate(2)
    statuses = [worker.get("/api/search?q=tea").status for _ in range(3)]
    assert statuses == [200, 200, 429]
    assert worker.call("POST", "/api/documents", {}).headers["retry-after"] == "60"
    assert worker.get("/api/search?q=tea", {"CF-Connecting-IP": "192.0.2.2"}).status == 200


def test_an_inner_failure_tells_nothing(worker: LocalWorker, capsys: pytest.CaptureFixture[str]) -> None:
    worker.database.failing = True
    answer = worker.get("/api/documents/1", {"CF-Ray": "ray-1"})
    assert answer.status == 500
    assert answer.json() == {
        "error": {
            "code": "internal_error",
            "message": "Something went wrong on our side.",
            "request_id": "ray-1",
        }
    }
    logged = capsys.readouterr().err
    assert "Network connection lost" in logged
    assert "ray-1" in logged


def test_health(worker: LocalWorker) -> None:
    expected: dict[str, Any] = {
        "status": "ok",
        "database": "ok",
        "search": "hybrid",
        "release": "release-1",
    }
    answer = worker.get("/health")
    assert (answer.status, answer.json()) == (200, expected)

    worker.database.failing = True
    answer = worker.get("/health")
    assert answer.status == 503
    assert answer.json() == expected | {"status": "unavailable", "database": "unavailable"}


def test_health_without_search_by_meaning(keyword_worker: LocalWorker) -> None:
    assert keyword_worker.get("/health").json()["search"] == "keyword"

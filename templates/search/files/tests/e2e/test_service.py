"""The service as its users see it. Every test removes what it has added."""

import re
import time
import uuid
from collections.abc import Callable, Generator

import pytest

from e2e.client import Client

pytestmark = pytest.mark.e2e

INDEXING_SECONDS = 60


@pytest.fixture
def word() -> str:
    """A word that stands in no other document."""
    return f"w{uuid.uuid4().hex[:12]}"


@pytest.fixture
def add(client: Client) -> Generator[Callable[[str, str], int]]:
    added: list[int] = []

    def add_one(title: str, body: str) -> int:
        answer = client.call("POST", "/api/documents", {"title": title, "body": body})
        assert answer.status == 201, answer.text
        added.append(answer.json()["id"])
        return added[-1]

    yield add_one
    for document_id in added:
        client.call("DELETE", f"/api/documents/{document_id}")


def test_it_is_healthy(client: Client) -> None:
    answer = client.get("/health")
    assert (answer.status, answer.json()["database"]) == (200, "ok")


def test_the_pages_and_their_style(client: Client) -> None:
    page = client.get("/")
    assert page.status == 200
    assert "default-src 'none'" in page.headers["content-security-policy"]
    [style] = re.findall(r'<link rel="stylesheet" href="([^"]+)"', page.text)
    sheet = client.get(style)
    assert sheet.status == 200
    assert sheet.headers["content-type"].startswith("text/css")
    assert "immutable" in sheet.headers["cache-control"]
    assert client.get("/nowhere").status == 404


def test_a_document_from_its_first_to_its_last_day(
    client: Client, add: Callable[[str, str], int], word: str
) -> None:
    document_id = add("End to end", f"First {word}")
    target = f"/api/documents/{document_id}"
    assert client.get(target).json()["body"] == f"First {word}"
    assert [result["id"] for result in client.get(f"/api/search?q={word}").json()["results"]] == [document_id]

    changed = client.call("PUT", target, {"title": "End to end", "body": "Second"})
    assert changed.json()["version"] == 2
    keyword_hits = [
        result
        for result in client.get(f"/api/search?q={word}").json()["results"]
        if "keyword" in result["found_by"]
    ]
    assert keyword_hits == []

    assert client.call("DELETE", target).status == 204
    assert client.get(target).status == 404


def test_search_by_meaning_works_where_it_is_bound(client: Client, add: Callable[[str, str], int]) -> None:
    document_id = add("Repairing a flat bicycle tyre", "Take the wheel out and patch the tube.")
    query = "/api/search?q=how+do+I+mend+my+bike+tyre"
    if client.get("/health").json()["search"] == "keyword":
        assert client.get(query).json()["mode"] == "keyword"
        return
    deadline = time.monotonic() + INDEXING_SECONDS
    found: list[str] = []
    while "meaning" not in found and time.monotonic() < deadline:
        time.sleep(2)
        results = client.get(query).json()["results"]
        found = next((result["found_by"] for result in results if result["id"] == document_id), [])
    assert "meaning" in found


def test_the_form(client: Client, word: str) -> None:
    fields = {"title": "From the form", "body": f"<b>{word}</b>", "key": client.api_key}
    assert client.submit("/documents", fields | {"key": "wrong"}).status == 403
    answer = client.submit("/documents", fields)
    assert answer.status == 303
    location = answer.headers["location"]
    assert f"&lt;b&gt;{word}&lt;/b&gt;" in client.get(location).text
    assert client.call("DELETE", f"/api{location}").status == 204


def test_strangers_cannot_change_anything(client: Client) -> None:
    stranger = Client(client.origin, "not the key")
    assert stranger.call("POST", "/api/documents", {"title": "a", "body": "b"}).status == 401
    assert stranger.call("DELETE", "/api/documents/1").status == 401


@pytest.mark.parametrize("query", ["%22", "%27*%28", "a%20AND", "%00", "NEAR("])
def test_no_query_is_an_error(client: Client, query: str) -> None:
    assert client.get(f"/search?q={query}").status == 200


def test_bodies_that_would_break_the_service_do_not(client: Client) -> None:
    headers = {"authorization": f"Bearer {client.api_key}", "content-type": "application/json"}
    assert client.request("POST", "/api/documents", headers, b"[" * 300_000).status == 400
    assert client.request("POST", "/api/documents", headers, b" " * 2_000_000).status == 413
    assert client.get("/health").status == 200

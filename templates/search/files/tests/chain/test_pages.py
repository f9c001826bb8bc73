"""The pages, as a browser without scripts sees them."""

import re

import pytest

from harness import API_KEY, LocalWorker

FIELDS = {"title": "Tea", "body": "Green.\n\nBlack.", "key": API_KEY}


def test_an_empty_service_says_what_to_do(worker: LocalWorker) -> None:
    answer = worker.get("/")
    assert answer.status == 200
    assert "Add the first document" in answer.text


def test_a_document_is_added_shown_and_found(worker: LocalWorker) -> None:
    answer = worker.submit("/documents", FIELDS)
    assert answer.status == 303
    page = worker.get(answer.headers["location"])
    assert "<h1>Tea</h1>" in page.text
    assert "<p>Green.</p>" in page.text
    assert ">Tea</a>" in worker.get("/").text
    results = worker.get("/search?q=green").text
    assert ">Tea</a>" in results
    assert "<mark>Green</mark>" in results


def test_nothing_that_was_typed_becomes_markup(worker: LocalWorker) -> None:
    hostile = '"><script>alert(1)</script>'
    document_id = worker.add(hostile, f"{hostile} word")
    pages = [
        worker.get("/"),
        worker.get(f"/documents/{document_id}"),
        worker.get("/search?q=word"),
        worker.get("/search?q=%22%3E%3Cscript%3Ealert(1)"),
        worker.submit("/documents", {"title": hostile, "body": hostile, "key": hostile}),
    ]
    for page in pages:
        assert "&lt;script&gt;" in page.text
        assert "<script" not in page.text


def test_the_form_names_its_errors_and_keeps_what_was_typed(worker: LocalWorker) -> None:
    answer = worker.submit("/documents", {"title": "Kept title", "body": " ", "key": API_KEY})
    assert answer.status == 422
    assert 'value="Kept title"' in answer.text
    assert 'id="body-error"' in answer.text
    assert 'aria-describedby="body-hint body-error"' in answer.text
    assert "Error:" in answer.text
    assert API_KEY not in answer.text
    assert worker.get("/api/documents").json()["documents"] == []


@pytest.mark.parametrize("key", ["", "wrong", API_KEY + " "])
def test_the_form_needs_the_key(worker: LocalWorker, key: str) -> None:
    answer = worker.submit("/documents", FIELDS | {"key": key})
    assert answer.status == 403
    assert 'id="key-error"' in answer.text
    assert "Green." in answer.text
    assert answer.headers["cache-control"] == "no-store"
    assert worker.get("/api/documents").json()["documents"] == []


@pytest.mark.parametrize(
    "headers",
    [
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
    ],
)
def test_forms_of_other_sites_are_refused(worker: LocalWorker, headers: dict[str, str]) -> None:
    assert worker.submit("/documents", FIELDS, headers).status == 403
    assert worker.get("/api/documents").json()["documents"] == []


@pytest.mark.parametrize(
    ("origin", "status"), [("https://evil.example", 403), ("null", 403), ("https://search.example", 303)]
)
def test_old_browsers_are_judged_by_their_origin(worker: LocalWorker, origin: str, status: int) -> None:
    headers = {"content-type": "application/x-www-form-urlencoded", "origin": origin}
    content = f"title=Tea&body=Green&key={API_KEY}".encode()
    assert worker.request("POST", "/documents", headers, content).status == status


@pytest.mark.parametrize(
    ("target", "words"),
    [
        ("/search", "Nothing to search for"),
        ("/search?q=+", "Nothing to search for"),
        ("/search?q=%3F%3F", "Nothing found"),
        ("/search?q=unheard-of", "Nothing found"),
    ],
)
def test_searching_for_nothing_and_finding_nothing(worker: LocalWorker, target: str, words: str) -> None:
    answer = worker.get(target)
    assert answer.status == 200
    assert words in answer.text


def test_results_are_paged(worker: LocalWorker) -> None:
    for number in range(12):
        worker.add(f"Tea {number}", "Green & black")
    first = worker.get("/search?q=%22green%22+tea")
    assert 'rel="next" href="/search?q=%22green%22%20tea&amp;page=2"' in first.text
    assert 'rel="prev"' not in first.text
    second = worker.get("/search?q=%22green%22+tea&page=2")
    assert 'rel="prev"' in second.text
    assert 'rel="next"' not in second.text
    assert len(re.findall("<h3>", first.text)) == 10
    assert len(re.findall("<h3>", second.text)) == 2


@pytest.mark.parametrize(
    ("method", "target", "status"),
    [
        ("GET", "/documents/99", 404),
        ("GET", "/nowhere", 404),
        ("GET", "/search?q=a&page=99", 422),
        ("DELETE", "/", 405),
    ],
)
def test_errors_are_pages(worker: LocalWorker, method: str, target: str, status: int) -> None:
    answer = worker.request(method, target)
    assert answer.status == status
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert f'<span class="status">{status}</span>' in answer.text


def test_an_inner_failure_is_a_page_that_tells_nothing(worker: LocalWorker) -> None:
    worker.database.failing = True
    answer = worker.get("/")
    assert answer.status == 500
    assert "Something went wrong on our side." in answer.text
    assert "D1" not in answer.text


@pytest.mark.parametrize(
    "target", ["/", "/search?q=a", "/documents/new", "/nowhere", "/api/documents", "/health"]
)
def test_every_answer_has_the_security_headers(worker: LocalWorker, target: str) -> None:
    headers = worker.get(target).headers
    assert "default-src 'none'" in headers["content-security-policy"]
    assert "script-src" not in headers["content-security-policy"]
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["x-frame-options"] == "DENY"
    assert headers["strict-transport-security"]
    assert headers["x-request-id"]
    assert headers["cache-control"] in {"no-cache", "no-store"}


@pytest.mark.parametrize("target", ["/", "/search?q=tea", "/documents/new", "/documents/1", "/nowhere"])
def test_pages_need_no_scripts_or_inline_styles(worker: LocalWorker, target: str) -> None:
    worker.add("Tea", "Green.")
    page = worker.get(target).text
    assert "<script" not in page
    assert "<style" not in page
    assert " style=" not in page
    assert not re.search(r"\son\w+=", page)
    assert page.count("<h1") == 1
    assert 'lang="en"' in page
    assert 'href="/styles.css?v=release-1"' in page

"""The page of the search."""

from collections.abc import Iterator

import pytest

from fakes.d1 import FakeD1
from harness import LocalWorker

BROWSER = {"accept": "text/html"}


@pytest.fixture
def worker() -> Iterator[LocalWorker]:
    database = FakeD1()
    worker = LocalWorker(DB=database, SEARCH_MODEL="@cf/test/model", MINIMUM_SIMILARITY="0.3")
    worker.call("POST", "/api/notes", {"title": "<b>Green</b> tea", "body": "Steep & wait."})
    yield worker
    database.close()


def test_the_page_begins_with_a_form(worker: LocalWorker) -> None:
    answer = worker.get("/search", BROWSER)
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert '<label for="q">' in answer.text
    assert "Nothing found" not in answer.text


def test_results_are_shown_as_text(worker: LocalWorker) -> None:
    html = worker.get("/search?q=steeping", BROWSER).text
    assert "1 note" in html
    assert "<h3>&lt;b&gt;Green&lt;/b&gt; tea</h3>" in html
    assert "Steep &amp; wait." in html
    assert "found by keyword" in html


def test_the_query_stays_in_the_form(worker: LocalWorker) -> None:
    html = worker.get("/search?q=%22%3E%3Cscript%3E", BROWSER).text
    assert 'value="&#34;&gt;&lt;script&gt;"' in html
    assert "Nothing found" in html


def test_a_query_that_is_too_long_is_an_error(worker: LocalWorker) -> None:
    assert worker.get(f"/search?q={'x' * 201}", BROWSER).status == 400

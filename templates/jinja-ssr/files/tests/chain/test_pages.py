"""The pages, as a browser without scripts gets them."""

import asyncio
import re
from types import SimpleNamespace

import pytest
from workers import Request, Response

from harness import LocalWorker, new_request
from pages import error_pages
from pages.articles import ARTICLES

BROWSER = {"accept": "text/html,application/xhtml+xml,*/*;q=0.8"}
PAGES = ["/", *(f"/articles/{article.slug}" for article in ARTICLES), "/articles/nothing"]


@pytest.fixture
def worker() -> LocalWorker:
    return LocalWorker(SITE_NAME="Test site", CF_VERSION_METADATA=SimpleNamespace(id="release-1"))


def test_the_start_page_leads_to_every_article(worker: LocalWorker) -> None:
    start = worker.get("/", BROWSER)
    assert start.status == 200
    assert start.headers["content-type"] == "text/html; charset=utf-8"
    assert "stale-while-revalidate" in start.headers["cache-control"]
    for article in ARTICLES:
        assert f'href="/articles/{article.slug}"' in start.text
        assert f"<h1>{article.title}</h1>" in worker.get(f"/articles/{article.slug}", BROWSER).text


@pytest.mark.parametrize("target", PAGES)
def test_pages_need_no_scripts_or_inline_styles(worker: LocalWorker, target: str) -> None:
    html = worker.get(target, BROWSER).text
    assert "<script" not in html
    assert "<style" not in html
    assert " style=" not in html
    assert not re.search(r"\son\w+=", html)
    assert html.count("<h1") == 1
    assert '<html lang="en">' in html
    assert "Test site" in html


def test_browsers_get_errors_as_pages(worker: LocalWorker) -> None:
    answer = worker.get("/articles/nothing", BROWSER)
    assert answer.status == 404
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert answer.headers["cache-control"] == "no-store"
    assert "There is no such article." in answer.text


def test_other_clients_get_errors_as_they_are(worker: LocalWorker) -> None:
    answer = worker.get("/articles/nothing")
    assert answer.status == 404
    assert answer.json() == {"error": "There is no such article."}


def test_a_method_that_is_not_allowed_still_says_which_are(worker: LocalWorker) -> None:
    answer = worker.request("DELETE", "/", BROWSER)
    assert answer.status == 405
    assert answer.headers["allow"] == "GET, HEAD"
    assert "Method Not Allowed" in answer.text


class Failing:
    env = SimpleNamespace(SITE_NAME="Test site")

    @error_pages
    async def fetch(self, request: Request) -> Response:
        message = "the password is 1234"
        raise RuntimeError(message)


@pytest.mark.parametrize("accept", ["text/html", "application/json"])
def test_an_exception_is_an_error_that_tells_nothing(accept: str, caplog: pytest.LogCaptureFixture) -> None:
    response = asyncio.run(Failing().fetch(new_request("GET", "/", {"accept": accept})))
    assert response.status == 500
    assert response.headers["content-type"].startswith(accept)
    text = asyncio.run(response.text())
    assert "Something went wrong" in text
    assert "1234" not in text
    assert "the password is 1234" in caplog.text

"""Which answers are rewritten. What the rules do to a page is seen in the real runtime alone (tests/e2e)."""

import asyncio
from pathlib import Path
from types import SimpleNamespace

from workers import Request, Response

from fakes.assets import FakeAssets
from harness import LocalWorker, new_request
from rewrite import rewritten

PUBLIC = Path(__file__).parent.parent.parent / "public"


class Worker:
    env = SimpleNamespace()

    def __init__(self, response: Response) -> None:
        self.response = response

    @rewritten
    async def fetch(self, request: Request) -> Response:
        return self.response


def answered(response: Response) -> Response:
    return asyncio.run(Worker(response).fetch(new_request("GET", "/")))


def test_a_page_loses_what_tells_about_it_unchanged() -> None:
    headers = {"content-type": "text/html; charset=utf-8", "etag": '"1"', "x-a": "b"}
    response = answered(Response("<p>", headers=headers))
    assert "etag" not in response.headers
    assert response.headers["x-a"] == "b"


def test_other_answers_are_left_alone() -> None:
    data = Response.from_json({"a": 1}, headers={"etag": '"1"'})
    assert answered(data) is data
    empty = Response(None, status=304, headers={"content-type": "text/html", "etag": '"1"'})
    assert answered(empty) is empty


def test_guides_come_through_the_worker() -> None:
    worker = LocalWorker(ASSETS=FakeAssets(PUBLIC))
    assert "<h1>Guides</h1>" in worker.get("/guides/").text
    assert worker.get("/guides/stream.svg").headers["content-type"] == "image/svg+xml"
    assert worker.get("/guides/nothing").status == 404

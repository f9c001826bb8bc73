"""Logs, ids and the border that errors do not cross."""

import asyncio
import json
import logging
from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import pytest
from workers import Request, Response

from harness import new_request
from observability import configure_logs, log_context, observed_event, observed_request


class Worker:
    env = SimpleNamespace()

    @observed_request
    async def fetch(self, request: Request) -> Response:
        logging.getLogger("notes").info("saved", extra={"note_id": 7})
        if request.url.endswith("/failing"):
            message = "the password is 1234"
            raise ValueError(message)
        return Response("x", status=202)

    @observed_event
    async def scheduled(self, controller: Any, env: None = None, ctx: None = None) -> None:
        logging.getLogger("sweep").warning("nothing to do")
        if controller.cron == "failing":
            raise TimeoutError


@pytest.fixture(autouse=True)
def json_logs() -> Iterator[None]:
    handlers, level = logging.root.handlers[:], logging.root.level
    logging.root.handlers.clear()
    configure_logs()
    yield
    logging.root.handlers[:] = handlers
    logging.root.setLevel(level)


def lines(text: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in text.splitlines()]


def ask(target: str, **headers: str) -> Response:
    sent = {name.replace("_", "-"): value for name, value in headers.items()}
    return asyncio.run(Worker().fetch(new_request("GET", target, sent)))


def test_a_line_has_its_fields_and_those_around_it(capsys: pytest.CaptureFixture[str]) -> None:
    with log_context(tenant="a"):
        logging.getLogger("notes").info("saved %d", 1, extra={"note_id": 7})
    logging.getLogger("notes").debug("too much")
    assert lines(capsys.readouterr().out) == [
        {"level": "info", "message": "saved 1", "logger": "notes", "tenant": "a", "note_id": 7}
    ]


def test_every_line_of_a_request_has_its_id(capsys: pytest.CaptureFixture[str]) -> None:
    response = ask("/notes?token=secret", cf_ray="ray-1")
    assert response.status == 202
    assert response.headers["x-request-id"] == "ray-1"
    inner, outer = lines(capsys.readouterr().out)
    assert (inner["message"], inner["request_id"]) == ("saved", "ray-1")
    assert outer["waited_ms"] >= 0
    del outer["waited_ms"]
    assert outer == {
        "level": "info",
        "message": "request",
        "logger": "observability.requests",
        "request_id": "ray-1",
        "method": "GET",
        "path": "/notes",
        "status": 202,
    }


def test_ids_are_made_where_cloudflare_gives_none() -> None:
    assert len({ask("/").headers["x-request-id"] for _ in range(2)}) == 2


def test_a_failure_is_logged_whole_and_told_to_nobody(capsys: pytest.CaptureFixture[str]) -> None:
    response = ask("/failing", cf_ray="ray-2")
    assert response.status == 500
    assert response.headers["x-request-id"] == "ray-2"
    text = asyncio.run(response.text())
    assert json.loads(text) == {"error": "Something went wrong on our side.", "request_id": "ray-2"}
    captured = capsys.readouterr()
    [failure] = lines(captured.err)
    assert "ValueError: the password is 1234" in failure["exception"]
    assert failure["request_id"] == "ray-2"
    assert lines(captured.out)[-1]["status"] == 500


def test_events_are_logged_with_what_tells_them_apart(capsys: pytest.CaptureFixture[str]) -> None:
    asyncio.run(Worker().scheduled(SimpleNamespace(cron="0 3 * * *"), None, None))
    inner, outer = lines(capsys.readouterr().out)
    assert inner["event_id"] == outer["event_id"]
    assert (outer["message"], outer["handler"], outer["cron"]) == ("event", "scheduled", "0 3 * * *")


def test_failures_of_events_reach_the_runtime(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(TimeoutError):
        asyncio.run(Worker().scheduled(SimpleNamespace(cron="failing"), None, None))
    [failure] = lines(capsys.readouterr().err)
    assert (failure["message"], failure["handler"]) == ("event failed", "scheduled")

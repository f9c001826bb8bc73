"""What is written down of other Workers, and what is not."""

from types import SimpleNamespace
from typing import Any

import pytest

import traces


class Null:
    """As JavaScript's `null`."""

    def __bool__(self) -> bool:
        return False


def trace(**values: Any) -> SimpleNamespace:
    known = {"scriptName": "shop", "outcome": "ok", "event": Null(), "logs": [], "exceptions": []}
    return SimpleNamespace(**known | values)


def request(url: str) -> SimpleNamespace:
    return SimpleNamespace(request=SimpleNamespace(method="GET", url=url))


def log(level: str, *message: object) -> SimpleNamespace:
    return SimpleNamespace(level=level, message=list(message))


def written(caplog: pytest.LogCaptureFixture, *events: Any) -> list[tuple[str, str]]:
    traces.receive(events)
    return [(record.levelname, record.getMessage()) for record in caplog.records]


def test_what_went_well_is_dropped(caplog: pytest.LogCaptureFixture) -> None:
    assert written(caplog, trace(event=request("https://shop.example/"), logs=[log("log", "hello")])) == []


def test_warnings_are_written_down(caplog: pytest.LogCaptureFixture) -> None:
    logs = [log("warn", "odd", 2), log("info", "x")]
    event = trace(event=request("https://shop.example/a?key=secret"), logs=logs)
    assert written(caplog, event) == [("WARNING", "shop: odd 2 (GET https://shop.example/a)")]


def test_failures_are_written_down(caplog: pytest.LogCaptureFixture) -> None:
    raised = SimpleNamespace(name="RangeError", message="as you wish")
    event = trace(outcome="exception", event=SimpleNamespace(cron="0 * * * *"), exceptions=[raised])
    assert written(caplog, event) == [("ERROR", "shop: exception, RangeError: as you wish (cron 0 * * * *)")]


def test_a_limit_is_a_failure_without_an_exception(caplog: pytest.LogCaptureFixture) -> None:
    event = trace(scriptName=Null(), outcome="exceededCpu")
    assert written(caplog, event) == [("ERROR", "a Worker: exceededCpu, no exception ()")]


def test_a_trace_that_cannot_be_read_hides_no_other(caplog: pytest.LogCaptureFixture) -> None:
    events = [SimpleNamespace(), trace(logs=[log("error", "later")])]
    assert [level for level, _ in written(caplog, *events)] == ["ERROR", "ERROR"]
    assert "could not be read" in caplog.text

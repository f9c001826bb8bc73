"""The greeting, through its addresses."""

from typing import Any

import pytest

from harness import LocalWorker

worker = LocalWorker()


def test_the_name_comes_from_the_path() -> None:
    assert worker.get("/api/hello/Ana?language=fr").json() == {"message": "Bonjour, Ana !"}


def test_the_name_comes_from_the_body() -> None:
    assert worker.call("POST", "/api/hello", {"name": " Ana "}).json() == {"message": "Hello, Ana!"}


@pytest.mark.parametrize(
    "data",
    [{}, {"name": ""}, {"name": 7}, {"name": "Ana", "language": "xx"}, {"name": "Ana", "language": []}],
)
def test_nonsense_is_refused(data: Any) -> None:
    assert worker.call("POST", "/api/hello", data).status == 400

"""What the Worker answers."""

from http import HTTPStatus

import pytest

from application import answer


def test_the_root_greets() -> None:
    reply = answer("GET", "/")
    assert reply.status == HTTPStatus.OK
    assert reply.body == {"message": "Hello from Python"}


def test_health_is_never_cached() -> None:
    reply = answer("HEAD", "/health")
    assert reply.status == HTTPStatus.OK
    assert reply.headers["cache-control"] == "no-store"


def test_an_unknown_path_is_not_found() -> None:
    assert answer("GET", "/nowhere").status == HTTPStatus.NOT_FOUND


@pytest.mark.parametrize("path", ["/", "/health"])
def test_writing_is_not_allowed(path: str) -> None:
    reply = answer("POST", path)
    assert reply.status == HTTPStatus.METHOD_NOT_ALLOWED
    assert reply.headers["allow"] == "GET, HEAD"

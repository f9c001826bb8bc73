"""What is read from a request, and what is refused."""

import asyncio
from typing import Any

import pytest

from harness import new_request
from web import HttpError, query, read_body, read_json

JSON = {"content-type": "application/json"}


def read(content: bytes | None, headers: dict[str, str] | None = None, limit: int = 1_000) -> dict[str, Any]:
    request = new_request("POST", "/", JSON if headers is None else headers, content)
    return asyncio.run(read_json(request, limit))


def refusal(content: bytes | None, headers: dict[str, str] | None = None, limit: int = 1_000) -> int:
    with pytest.raises(HttpError) as error:
        read(content, headers, limit)
    return error.value.status


@pytest.mark.parametrize("media_type", ["application/json", "Application/JSON; charset=utf-8"])
def test_a_json_object_is_read(media_type: str) -> None:
    assert read('{"a": ["é", null]}'.encode(), {"content-type": media_type}) == {"a": ["é", None]}


@pytest.mark.parametrize(
    "headers", [{}, {"content-type": "text/plain"}, {"content-type": "application/jsonp"}]
)
def test_other_types_are_refused(headers: dict[str, str]) -> None:
    assert refusal(b"{}", headers) == 415


@pytest.mark.parametrize(
    "content", [None, b"", b"{", b"[]", b"1", b'{"a": NaN}', b'{"a": "\xff"}', b"[" * 100]
)
def test_what_is_no_json_object_is_refused(content: bytes | None) -> None:
    assert refusal(content) == 400


def test_brackets_in_texts_do_not_nest() -> None:
    assert read(b'{"a": "' + b"[" * 100 + b'\\"["}') == {"a": "[" * 100 + '"['}


def test_a_body_may_reach_the_limit_and_not_pass_it() -> None:
    assert read(b'{"a": 1}', limit=8) == {"a": 1}
    assert refusal(b'{"a": 1}', limit=7) == 413


def test_bytes_can_be_read_too() -> None:
    assert asyncio.run(read_body(new_request("POST", "/", content=b"\xff\x00"))) == b"\xff\x00"
    assert asyncio.run(read_body(new_request("GET", "/"))) == b""


def test_of_several_parameters_with_one_name_the_first_counts() -> None:
    assert query(new_request("GET", "/?a=1&b=%20x&a=2&c=")) == {"a": "1", "b": " x", "c": ""}

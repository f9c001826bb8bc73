import asyncio
import json

import pytest

from app.errors import BadRequestError, UnsupportedMediaTypeError
from app.limits import JSON_DEPTH
from app.web.body import read_form, read_json_object
from app.web.http import HttpRequest


def request_with(content: bytes, media_type: str) -> HttpRequest:
    async def read_body(_limit: int) -> bytes:
        return content

    return HttpRequest("POST", "https://search.example/", {"content-type": media_type}, read_body)


def read_json(content: str | bytes, media_type: str = "application/json") -> dict[str, object]:
    encoded = content.encode() if isinstance(content, str) else content
    return asyncio.run(read_json_object(request_with(encoded, media_type)))


def test_an_object_is_read_whatever_the_case_of_its_type() -> None:
    assert read_json('{"title": "[{"}', "Application/JSON; charset=utf-8") == {"title": "[{"}


@pytest.mark.parametrize(
    "content", ["", "{", "[]", "null", '"text"', "{'a': 1}", '{"a": NaN}', b'{"a": "\xff"}', "1" * 5_000]
)
def test_what_is_no_json_object_is_refused(content: str | bytes) -> None:
    with pytest.raises(BadRequestError):
        read_json(content)


def test_nesting_is_bounded_before_the_parser_sees_it() -> None:
    deepest = {"a": json.loads("[" * (JSON_DEPTH - 1) + "]" * (JSON_DEPTH - 1))}
    assert read_json(json.dumps(deepest)) == deepest
    with pytest.raises(BadRequestError, match="nested"):
        read_json("[" * 500_000)


def test_brackets_in_strings_do_not_count() -> None:
    assert read_json(json.dumps({"a": '\\"' + "[" * 1_000})) == {"a": '\\"' + "[" * 1_000}


@pytest.mark.parametrize(
    "media_type", ["", "text/plain", "application/json5", "multipart/form-data; boundary=x"]
)
def test_another_type_is_refused(media_type: str) -> None:
    with pytest.raises(UnsupportedMediaTypeError):
        read_json("{}", media_type)
    with pytest.raises(UnsupportedMediaTypeError):
        asyncio.run(read_form(request_with(b"a=b", media_type)))


def test_a_form_is_read() -> None:
    request = request_with(b"title=%C3%9C+b&body=", "application/x-www-form-urlencoded")
    assert asyncio.run(read_form(request)) == {"title": "Ü b", "body": ""}


def test_a_form_has_a_bounded_number_of_fields() -> None:
    with pytest.raises(BadRequestError):
        asyncio.run(read_form(request_with(b"a=b&" * 1_000, "application/x-www-form-urlencoded")))

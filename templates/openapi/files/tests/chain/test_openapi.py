"""The document of the Worker itself: complete, and sound."""

import re
from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import pytest

from entry import Default
from harness import LocalWorker
from openapi.served import routes_of


@pytest.fixture
def document() -> Any:
    answer = LocalWorker().get("/openapi.json")
    assert answer.status == 200
    return answer.json()


def operations(document: Any) -> Iterator[tuple[str, str, Any]]:
    for path, methods in document["paths"].items():
        for method, operation in methods.items():
            yield path, method, operation


def references(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        for name, item in value.items():
            if name == "$ref":
                yield item
            yield from references(item)
    elif isinstance(value, list):
        for item in value:
            yield from references(item)


def test_every_route_is_in_it(document: Any) -> None:
    worker: Any = Default(SimpleNamespace(), SimpleNamespace())
    for route in routes_of(worker):
        path = route.path.replace(":path}", "}")
        assert route.method.lower() in document["paths"][path]


def test_every_operation_is_one_of_its_kind(document: Any) -> None:
    names = [operation["operationId"] for _, _, operation in operations(document)]
    assert len(names) == len(set(names))


def test_the_parameters_of_each_path_are_described(document: Any) -> None:
    for path, _, operation in operations(document):
        described = {each["name"] for each in operation["parameters"] if each["in"] == "path"}
        assert described == set(re.findall(r"\{(\w+)\}", path))


def test_every_reference_leads_somewhere(document: Any) -> None:
    schemas = document["components"]["schemas"]
    for reference in references(document):
        assert reference.removeprefix("#/components/schemas/") in schemas


def test_the_document_says_where_it_is_from(document: Any) -> None:
    assert document["openapi"] == "3.1.0"
    assert document["servers"] == [{"url": LocalWorker.origin}]
    assert LocalWorker().request("POST", "/openapi.json").status == 405

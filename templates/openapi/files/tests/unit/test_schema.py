"""Schemas of types."""

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Any, Literal

import pytest

from openapi.schema import Schemas


class Colour(StrEnum):
    RED = "red"
    BLUE = "blue"


@dataclass
class Part:
    name: str
    parts: "list[Part]" = field(default_factory=list["Part"])


@pytest.mark.parametrize(
    ("annotation", "schema"),
    [
        (str, {"type": "string"}),
        (bool, {"type": "boolean"}),
        (int | None, {"anyOf": [{"type": "integer"}, {"type": "null"}]}),
        (list[float], {"type": "array", "items": {"type": "number"}}),
        (dict[str, int], {"type": "object", "additionalProperties": {"type": "integer"}}),
        (dict[str, Any], {"type": "object", "additionalProperties": {}}),
        (Literal["a", 1], {"enum": ["a", 1]}),
        (Colour, {"enum": ["red", "blue"]}),
        (datetime, {"type": "string", "format": "date-time"}),
        (date, {"type": "string", "format": "date"}),
    ],
)
def test_types(annotation: Any, schema: dict[str, Any]) -> None:
    assert Schemas().of(annotation) == schema


def test_a_dataclass_is_a_component_even_if_it_holds_itself() -> None:
    schemas = Schemas()
    reference = {"$ref": "#/components/schemas/Part"}
    assert schemas.of(list[Part]) == {"type": "array", "items": reference}
    assert schemas.components == {
        "Part": {
            "type": "object",
            "properties": {"name": {"type": "string"}, "parts": {"type": "array", "items": reference}},
            "required": ["name"],
            "additionalProperties": False,
        }
    }


@pytest.mark.parametrize("annotation", [bytes, object, dict[int, str], set[str]])
def test_what_json_does_not_have_is_an_error(annotation: Any) -> None:
    with pytest.raises(TypeError, match="no JSON schema"):
        Schemas().of(annotation)

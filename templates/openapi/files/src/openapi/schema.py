"""JSON schemas of Python's types."""

import builtins
import types
import typing
from dataclasses import MISSING, Field, fields, is_dataclass
from datetime import date, datetime
from enum import Enum
from typing import Any, get_args, get_origin, get_type_hints
from uuid import UUID

type Schema = dict[str, Any]

_PLAIN: dict[Any, Schema] = {
    Any: {},
    types.NoneType: {"type": "null"},
    str: {"type": "string"},
    bool: {"type": "boolean"},
    int: {"type": "integer"},
    float: {"type": "number"},
    datetime: {"type": "string", "format": "date-time"},
    date: {"type": "string", "format": "date"},
    UUID: {"type": "string", "format": "uuid"},
    dict: {"type": "object"},
    list: {"type": "array"},
}


class Schemas:
    """Dataclasses become components of the document, each of them once."""

    def __init__(self) -> None:
        self.components: dict[str, Schema] = {}

    def of(self, annotation: Any) -> Schema:
        """The schema of a type; a type that JSON has nothing for is a TypeError."""
        if annotation in _PLAIN:
            return _PLAIN[annotation].copy()
        if is_dataclass(annotation):
            return self._component(annotation)
        if isinstance(annotation, type) and issubclass(annotation, Enum):
            return {"enum": [member.value for member in annotation]}
        match get_origin(annotation), *get_args(annotation):
            case typing.Literal, *values:
                schema: Schema = {"enum": values}
            case ((typing.Union | types.UnionType), *choices):
                schema = {"anyOf": [self.of(choice) for choice in choices]}
            case builtins.list, item:
                schema = {"type": "array", "items": self.of(item)}
            case builtins.dict, builtins.str, value:
                schema = {"type": "object", "additionalProperties": self.of(value)}
            case _:
                message = f"there is no JSON schema for {annotation}"
                raise TypeError(message)
        return schema

    def _component(self, annotation: Any) -> Schema:
        name = annotation.__name__
        if name not in self.components:
            # Before its fields, which may be of the same type.
            self.components[name] = {}
            self.components[name] |= self._object(annotation)
        return {"$ref": f"#/components/schemas/{name}"}

    def _object(self, annotation: Any) -> Schema:
        hints = get_type_hints(annotation)
        given = fields(annotation)
        return {
            "type": "object",
            "properties": {each.name: self.of(hints[each.name]) for each in given},
            "required": [each.name for each in given if not _has_default(each)],
            "additionalProperties": False,
        }


def _has_default(given: "Field[Any]") -> bool:
    return given.default is not MISSING or given.default_factory is not MISSING

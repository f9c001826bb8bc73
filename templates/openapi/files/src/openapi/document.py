"""The document: every route of the routers, with what is known about it."""

import inspect
import re
from collections.abc import Iterable
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from openapi.description import Description, description_of
from openapi.info import TITLE, VERSION
from openapi.schema import Schemas
from web import Route

_PARAMETER = re.compile(r"\{(?P<name>\w+)(?P<rest>:path)?\}")


@dataclass(frozen=True, slots=True)
class Error:
    """What every error looks like."""

    error: str


def document(routes: Iterable[Route], server: str) -> dict[str, Any]:
    """The description of these routes on that server, as OpenAPI 3.1."""
    schemas = Schemas()
    paths: dict[str, dict[str, Any]] = {}
    for route in routes:
        path = _PARAMETER.sub(r"{\g<name>}", route.path)
        # Of two routes that are equal, the first one answers.
        paths.setdefault(path, {}).setdefault(route.method.lower(), _operation(route, schemas))
    return {
        "openapi": "3.1.0",
        "info": {"title": TITLE, "version": VERSION},
        "servers": [{"url": server}],
        "paths": paths,
        "components": {"schemas": schemas.components},
    }


def _operation(route: Route, schemas: Schemas) -> dict[str, Any]:
    described = description_of(route.handler)
    module = route.handler.__module__.partition(".")[0]
    summary, _, details = inspect.cleandoc(route.handler.__doc__ or "").partition("\n")
    operation: dict[str, Any] = {
        "operationId": f"{module}_{route.handler.__name__}",
        "tags": [module],
        "summary": summary.rstrip(".") or route.handler.__name__.replace("_", " ").capitalize(),
        "parameters": [*_path_parameters(route), *_query_parameters(described, schemas)],
        "responses": _responses(described, schemas),
    }
    if details.strip():
        operation["description"] = details.strip()
    if described.body is not None:
        operation["requestBody"] = {"required": True, "content": _content(described.body, schemas)}
    return operation


def _path_parameters(route: Route) -> Iterable[dict[str, Any]]:
    for parameter in _PARAMETER.finditer(route.path):
        known = {"name": parameter["name"], "in": "path", "required": True, "schema": {"type": "string"}}
        yield known | ({"description": "May have slashes in it."} if parameter["rest"] else {})


def _query_parameters(described: Description, schemas: Schemas) -> Iterable[dict[str, Any]]:
    for name, annotation in described.query.items():
        yield {"name": name, "in": "query", "schema": schemas.of(annotation)}


def _responses(described: Description, schemas: Schemas) -> dict[str, Any]:
    answers: dict[str, Any] = {
        str(int(status)): _response(HTTPStatus(status).phrase, annotation, schemas)
        for status, annotation in described.answers.items()
    }
    if not answers:
        answers["2XX"] = {"description": "Success"}
    answers["default"] = _response("An error", Error, schemas)
    return answers


def _response(description: str, annotation: Any, schemas: Schemas) -> dict[str, Any]:
    if annotation is None:
        return {"description": description}
    return {"description": description, "content": _content(annotation, schemas)}


def _content(annotation: Any, schemas: Schemas) -> dict[str, Any]:
    return {"application/json": {"schema": schemas.of(annotation)}}

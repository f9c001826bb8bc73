"""What the document says about routes."""

from dataclasses import dataclass
from typing import Any

from workers import Request, Response

from openapi import describe
from openapi.document import document
from web import Router

routes = Router()


@dataclass
class NewNote:
    title: str
    body: str | None = None


@dataclass
class Note:
    id: int
    title: str


@routes.post("/api/notes")
@describe(body=NewNote, answers={201: Note}, query={"notify": bool})
async def create(request: Request, env: Any) -> Response:
    """Add a note.

    The newest note comes first in lists.
    """
    return Response(None)


@routes.delete("/api/notes/{note_id}")
@describe(answers={204: None})
async def delete(request: Request, env: Any, note_id: str) -> Response:
    return Response(None)


@routes.get("/files/{name:path}")
async def show_file(request: Request, env: Any, name: str) -> Response:
    return Response(None)


DOCUMENT = document(routes, "https://worker.example")
ERROR = {
    "description": "An error",
    "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Error"}}},
}


def test_what_was_described_is_in_it() -> None:
    operation = DOCUMENT["paths"]["/api/notes"]["post"]
    assert operation["summary"] == "Add a note"
    assert operation["description"] == "The newest note comes first in lists."
    assert operation["requestBody"]["content"] == {
        "application/json": {"schema": {"$ref": "#/components/schemas/NewNote"}}
    }
    assert operation["parameters"] == [{"name": "notify", "in": "query", "schema": {"type": "boolean"}}]
    assert operation["responses"] == {
        "201": {
            "description": "Created",
            "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Note"}}},
        },
        "default": ERROR,
    }


def test_answers_may_be_empty() -> None:
    operation = DOCUMENT["paths"]["/api/notes/{note_id}"]["delete"]
    assert operation["responses"] == {"204": {"description": "No Content"}, "default": ERROR}


def test_the_rest_is_taken_from_route_and_name() -> None:
    operation = DOCUMENT["paths"]["/files/{name}"]["get"]
    assert operation["summary"] == "Show file"
    assert operation["responses"] == {"2XX": {"description": "Success"}, "default": ERROR}
    [parameter] = operation["parameters"]
    assert parameter == {
        "name": "name",
        "in": "path",
        "required": True,
        "schema": {"type": "string"},
        "description": "May have slashes in it.",
    }


def test_the_schemas_are_there() -> None:
    schemas = DOCUMENT["components"]["schemas"]
    assert set(schemas) == {"NewNote", "Note", "Error"}
    assert schemas["NewNote"]["required"] == ["title"]

"""The routes of the notes."""

from dataclasses import asdict
from http import HTTPStatus
from typing import Any

from workers import Request, Response

from notes.input import BATCH_BYTES, new_note, new_notes, note_change
from notes.store import NoteStore
from web import HttpError, Router, query, read_json, whole_number

PAGE_SIZE = 20
PAGE_SIZE_MAXIMUM = 100
# Fifteen digits: larger integers may become a BigInt on their way to D1, which refuses those.
ID_MAXIMUM = 10**15 - 1

routes = Router()


@routes.get("/api/notes")
async def show_page(request: Request, env: Any) -> Response:
    values = query(request)
    size = whole_number(values, "limit", default=PAGE_SIZE, maximum=PAGE_SIZE_MAXIMUM)
    before = whole_number(values, "before", default=ID_MAXIMUM, maximum=ID_MAXIMUM)
    # One more than shown tells whether there is a next page.
    found = await NoteStore(env.DB).newest(before, size + 1)
    page = found[:size]
    next_before = page[-1].id if len(found) > size else None
    return Response.from_json({"notes": [asdict(note) for note in page], "next_before": next_before})


@routes.post("/api/notes")
async def create(request: Request, env: Any) -> Response:
    note = await NoteStore(env.DB).create(new_note(await read_json(request)))
    headers = {"location": f"/api/notes/{note.id}"}
    return Response.from_json(asdict(note), status=HTTPStatus.CREATED, headers=headers)


@routes.post("/api/notes/batch")
async def create_batch(request: Request, env: Any) -> Response:
    contents = new_notes(await read_json(request, BATCH_BYTES))
    notes = await NoteStore(env.DB).create_all(contents)
    return Response.from_json({"notes": [asdict(note) for note in notes]}, status=HTTPStatus.CREATED)


@routes.get("/api/notes/{note_id}")
async def show(_request: Request, env: Any, note_id: str) -> Response:
    note = await NoteStore(env.DB).get(_as_id(note_id))
    if note is None:
        raise _no_such_note()
    return Response.from_json(asdict(note))


@routes.patch("/api/notes/{note_id}")
async def change(request: Request, env: Any, note_id: str) -> Response:
    note = await NoteStore(env.DB).update(_as_id(note_id), note_change(await read_json(request)))
    if note is None:
        raise _no_such_note()
    return Response.from_json(asdict(note))


@routes.delete("/api/notes/{note_id}")
async def delete(_request: Request, env: Any, note_id: str) -> Response:
    if not await NoteStore(env.DB).delete(_as_id(note_id)):
        raise _no_such_note()
    return Response(None, status=HTTPStatus.NO_CONTENT)


def _as_id(text: str) -> int:
    # `int` would also take signs, spaces, underscores and thousands of digits.
    if not (text.isascii() and text.isdecimal() and len(text) <= len(str(ID_MAXIMUM))):
        raise _no_such_note()
    return int(text)


def _no_such_note() -> HttpError:
    return HttpError(HTTPStatus.NOT_FOUND, "There is no such note.")

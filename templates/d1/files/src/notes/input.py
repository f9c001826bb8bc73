"""Turns what a client sent into the content of notes, or says what is wrong with it."""

from collections.abc import Mapping
from http import HTTPStatus
from typing import Any, cast

from notes.note import NoteChange, NoteContent
from web import HttpError, fields

TITLE_CHARACTERS = 200
BODY_CHARACTERS = 10_000
BATCH_NOTES = 50
# Room for a full batch, in the longest encoding that JSON has.
BATCH_BYTES = 4 * 1024 * 1024

_FIELDS = ("title", "body", "pinned")


def new_note(values: Mapping[str, Any]) -> NoteContent:
    """The content of a new note."""
    fields.only(values, *_FIELDS)
    return NoteContent(
        title=fields.text(values, "title", TITLE_CHARACTERS),
        body=fields.optional_text(values, "body", BODY_CHARACTERS),
        pinned=fields.flag(values, "pinned", default=False),
    )


def new_notes(values: Mapping[str, Any]) -> list[NoteContent]:
    """The contents of several new notes."""
    fields.only(values, "notes")
    given = values.get("notes")
    if not isinstance(given, list) or not 0 < len(cast("list[Any]", given)) <= BATCH_NOTES:
        raise HttpError(HTTPStatus.BAD_REQUEST, f"notes: a list of 1 to {BATCH_NOTES} notes is needed.")
    return [new_note(fields.an_object(each, "notes")) for each in cast("list[Any]", given)]


def note_change(values: Mapping[str, Any]) -> NoteChange:
    """A change: what is not named stays, and `"body": null` clears the body."""
    fields.only(values, *_FIELDS)
    return NoteChange(
        title=fields.text(values, "title", TITLE_CHARACTERS) if "title" in values else None,
        sets_body="body" in values,
        body=fields.optional_text(values, "body", BODY_CHARACTERS),
        pinned=fields.flag(values, "pinned", default=False) if "pinned" in values else None,
    )

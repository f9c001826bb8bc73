"""What makes a note, and what does not."""

from typing import Any

import pytest

from notes.input import BATCH_NOTES, BODY_CHARACTERS, TITLE_CHARACTERS, new_note, new_notes, note_change
from notes.note import NoteChange, NoteContent
from web import HttpError


def test_only_a_title_is_needed() -> None:
    assert new_note({"title": "  Milk "}) == NoteContent(title="Milk", body=None, pinned=False)


def test_an_empty_body_is_no_body() -> None:
    assert new_note({"title": "Milk", "body": " "}).body is None


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({}, "title"),
        ({"title": None}, "title"),
        ({"title": " "}, "title"),
        ({"title": 1}, "title"),
        ({"title": "x" * (TITLE_CHARACTERS + 1)}, "title"),
        ({"title": "half a pair: \ud800"}, "title"),
        ({"title": "a\0b"}, "title"),
        ({"title": "x", "body": ["x"]}, "body"),
        ({"title": "x", "body": "x" * (BODY_CHARACTERS + 1)}, "body"),
        ({"title": "x", "pinned": 1}, "pinned"),
        ({"title": "x", "pinned": None}, "pinned"),
        ({"title": "x", "tilte": "x"}, "tilte"),
    ],
)
def test_what_is_wrong_is_named(values: dict[str, Any], field: str) -> None:
    with pytest.raises(HttpError, match=f"^{field}: ") as caught:
        new_note(values)
    assert caught.value.status == 400


def test_the_longest_texts_are_fine() -> None:
    content = new_note({"title": "ü" * TITLE_CHARACTERS, "body": "🥛" * BODY_CHARACTERS})
    assert content.body is not None


@pytest.mark.parametrize("notes", [None, [], {}, "x", ["x"], [{"title": "x"}] * (BATCH_NOTES + 1)])
def test_a_batch_is_a_list_of_some_notes(notes: Any) -> None:
    with pytest.raises(HttpError, match=r"^notes: "):
        new_notes({"notes": notes})


def test_one_wrong_note_spoils_the_batch() -> None:
    with pytest.raises(HttpError, match=r"^title: "):
        new_notes({"notes": [{"title": "a"}, {"title": ""}]})


def test_a_change_tells_null_from_nothing() -> None:
    assert note_change({}) == NoteChange(title=None, sets_body=False, body=None, pinned=None)
    assert note_change({"body": None}) == NoteChange(title=None, sets_body=True, body=None, pinned=None)


def test_a_title_cannot_be_taken_away() -> None:
    with pytest.raises(HttpError, match=r"^title: "):
        note_change({"title": None})

import pytest

from app.documents.draft import Draft, parse_draft
from app.errors import InvalidInputError
from app.limits import BODY_CHARACTERS, TITLE_CHARACTERS


def errors_of(values: dict[str, object]) -> dict[str, str]:
    with pytest.raises(InvalidInputError) as caught:
        parse_draft(values)
    return caught.value.fields


def test_good_input_becomes_a_draft() -> None:
    assert parse_draft({"title": "  Tea ", "body": "Hot.\r\n\r\nGreen."}) == Draft("Tea", "Hot.\n\nGreen.")


def test_every_wrong_field_is_named() -> None:
    errors = errors_of({"title": 7, "extra": "x"})
    assert set(errors) == {"title", "body", "extra"}


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("title", ""),
        ("title", " \n "),
        ("title", "t" * (TITLE_CHARACTERS + 1)),
        ("title", "two\nlines"),
        ("title", ["a list"]),
        ("title", None),
        ("body", "b" * (BODY_CHARACTERS + 1)),
        ("body", "bell\x07"),
        ("body", "half a pair \ud83d"),
        ("body", True),
    ],
)
def test_bad_values_are_refused(field: str, value: object) -> None:
    good: dict[str, object] = {"title": "Title", "body": "Body"}
    assert set(errors_of(good | {field: value})) == {field}


def test_the_limits_are_inclusive() -> None:
    draft = parse_draft({"title": "t" * TITLE_CHARACTERS, "body": "b" * BODY_CHARACTERS})
    assert (len(draft.title), len(draft.body)) == (TITLE_CHARACTERS, BODY_CHARACTERS)

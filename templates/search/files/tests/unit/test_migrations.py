"""The schema, and the triggers that keep the keyword index in step."""

from collections.abc import Iterator

import pytest

from fakes.d1 import FakeD1
from harness import MIGRATIONS


@pytest.fixture
def database() -> Iterator[FakeD1]:
    database = FakeD1(MIGRATIONS)
    yield database
    database.close()


def insert(database: FakeD1, title: str) -> int:
    [row] = database.rows(
        """
        INSERT INTO documents (title, body, created_at, updated_at, index_after)
        VALUES (?, 'text', '', '', '') RETURNING id
        """,
        title,
    )
    return row["id"]


def matches(database: FakeD1, word: str) -> list[int]:
    return [row["rowid"] for row in database.rows("SELECT rowid FROM documents_fts(?)", word)]


def test_the_keyword_index_follows_every_change(database: FakeD1) -> None:
    first = insert(database, "apples")
    assert matches(database, "apple") == [first]
    database.rows("UPDATE documents SET title = 'pears' WHERE id = ?", first)
    assert matches(database, "apple") == []
    assert matches(database, "pear") == [first]
    database.rows("DELETE FROM documents WHERE id = ?", first)
    assert matches(database, "pear") == []
    database.rows("INSERT INTO documents_fts (documents_fts, rank) VALUES ('integrity-check', 1)")


def test_ids_are_never_given_twice(database: FakeD1) -> None:
    first = insert(database, "one")
    database.rows("DELETE FROM documents WHERE id = ?", first)
    assert insert(database, "two") > first

import asyncio
import random
from collections.abc import Iterator

import pytest

from app.errors import InvalidInputError
from app.limits import QUERY_CHARACTERS, QUERY_TERMS
from app.search.keywords import find_by_keywords
from app.search.query import parse_query
from fakes.d1 import FakeD1
from harness import MIGRATIONS


@pytest.fixture
def database() -> Iterator[FakeD1]:
    database = FakeD1(MIGRATIONS)
    database.connection.execute(
        """
        INSERT INTO documents (title, body, created_at, updated_at, index_after)
        VALUES ('C++ and e-mail', 'Don''t panic: NOT AND OR, 100% café naïve', '', '', '')
        """
    )
    yield database
    database.close()


def finds(database: FakeD1, text: str) -> bool:
    query = parse_query(text)
    return bool(query.terms) and bool(asyncio.run(find_by_keywords(database, query)))


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("coffee beans", ("coffee", "beans")),
        ('"coffee beans" fresh', ("coffee beans", "fresh")),
        ('unclosed "quote here', ("unclosed", "quote", "here")),
        ("twice Twice twice", ("twice", "Twice")),
        (" ?! *** () ", ()),
        ('""', ()),
        ("", ()),
    ],
)
def test_terms(text: str, terms: tuple[str, ...]) -> None:
    assert parse_query(text).terms == terms


@pytest.mark.parametrize(
    "text", ["e-mail", "C++", "don't", "cafe", "CAFÉ", "naive", "100%", "title:email OR panic", "NOT", "AND"]
)
def test_punctuation_and_operators_are_ordinary_text(database: FakeD1, text: str) -> None:
    assert finds(database, text)


def test_a_phrase_keeps_its_words_together(database: FakeD1) -> None:
    assert finds(database, '"NOT AND OR"')
    assert not finds(database, '"panic OR"')


@pytest.mark.parametrize(
    "text",
    [
        '"',
        "'",
        "*",
        "^",
        "a*",
        "a AND",
        "(",
        "NEAR(a b)",
        "body : x",
        "-x",
        "a\x00b",
        "\\",
        "{title}",
        "_",
        "ª _",
    ],
)
def test_no_input_is_a_syntax_error(database: FakeD1, text: str) -> None:
    finds(database, text)


def test_random_input_is_no_syntax_error(database: FakeD1) -> None:
    generator = random.Random(20261117)  # noqa: S311 - the same inputs each time
    alphabet = "\"'()*^:-+{}_.,;\\ \t\x00%& abAND OR NOT NEAR éß漢\u0301\u200dªÅ\U0001f680"
    for _ in range(2_000):
        finds(database, "".join(generator.choices(alphabet, k=generator.randint(1, 30))))


def test_a_query_is_bounded() -> None:
    assert len(parse_query(" ".join(f"w{n}" for n in range(40))).terms) == QUERY_TERMS
    with pytest.raises(InvalidInputError):
        parse_query("x" * (QUERY_CHARACTERS + 1))

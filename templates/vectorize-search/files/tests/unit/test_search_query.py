"""What somebody typed never becomes syntax of the full-text index."""

import pytest

from search.query import parse_query
from web import HttpError


def test_words_and_phrases_are_terms() -> None:
    query = parse_query(' green  "flat tyre" tea ')
    assert query.terms == ("green", "flat tyre", "tea")
    assert query.all_terms == '"green" AND "flat tyre" AND "tea"'
    assert query.any_term == '"green" OR "flat tyre" OR "tea"'


@pytest.mark.parametrize("text", ["", " ", "?!", '"', '""', "* ( ) :", "\x00"])
def test_without_a_word_there_is_no_term(text: str) -> None:
    assert parse_query(text).terms == ()


def test_operators_are_words() -> None:
    assert parse_query("a NEAR(b) c* title:d").all_terms == '"a" AND "NEAR(b)" AND "c*" AND "title:d"'


def test_a_term_counts_once_and_there_are_not_too_many() -> None:
    assert parse_query("tea tea").terms == ("tea",)
    assert len(parse_query(" ".join(str(number) for number in range(40))).terms) == 16


def test_a_query_has_a_length() -> None:
    with pytest.raises(HttpError) as caught:
        parse_query("x" * 201)
    assert caught.value.status == 400

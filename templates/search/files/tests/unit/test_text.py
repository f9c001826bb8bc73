import pytest

from app.text import clean, is_printable, printable


def test_equal_texts_become_the_same() -> None:
    assert clean("  Cafe\u0301\r\nau lait\r ") == "Café\nau lait"


@pytest.mark.parametrize("text", ["a\x00b", "a\x1bb", "a\x7fb", "a\x85b", "a\ud800b"])
def test_characters_that_only_cause_trouble_are_found_and_replaced(text: str) -> None:
    assert not is_printable(text)
    assert printable(text) == "a b"


@pytest.mark.parametrize("text", ["one\ttwo\nthree", "Ünïcödé", "漢字", "👩‍🚀", ""])
def test_ordinary_text_is_left_alone(text: str) -> None:
    assert is_printable(text)
    assert printable(text) == text

import pytest

from app.indexing.chunks import chunks
from app.limits import BODY_CHARACTERS, CHUNK_CHARACTERS, CHUNKS


def test_a_short_text_is_one_piece_under_its_title() -> None:
    assert chunks("Title", "Body") == ["Title\n\nBody"]


def test_pieces_end_between_words_and_lose_none() -> None:
    words = [f"word{number}" for number in range(1_000)]
    pieces = [piece.removeprefix("T\n\n") for piece in chunks("T", " ".join(words))]
    assert all(len(piece) <= CHUNK_CHARACTERS for piece in pieces)
    assert all(piece.split()[-1] in words for piece in pieces)
    assert set(words) <= {word for piece in pieces for word in piece.split()}


@pytest.mark.parametrize("body", ["x" * BODY_CHARACTERS, ("y" * 799 + " ") * (BODY_CHARACTERS // 800)])
def test_the_longest_text_stays_within_the_number_of_pieces(body: str) -> None:
    assert 1 < len(chunks("Title", body)) <= CHUNKS

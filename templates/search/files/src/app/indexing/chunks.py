"""Cuts a document into pieces that an embedding model can take in whole."""

from app.limits import CHUNK_CHARACTERS, CHUNK_OVERLAP

# A piece may end this much earlier than it has to, at white space instead of within a word.
_SLACK = CHUNK_CHARACTERS // 5


def chunks(title: str, body: str) -> list[str]:
    """Pieces of the body that overlap a little, each under the title: a piece alone may lack its subject."""
    pieces: list[str] = []
    start = 0
    while True:
        end = _end(body, start)
        pieces.append(f"{title}\n\n{body[start:end].strip()}")
        if end == len(body):
            return pieces
        start = end - CHUNK_OVERLAP


def _end(body: str, start: int) -> int:
    latest = start + CHUNK_CHARACTERS
    if latest >= len(body):
        return len(body)
    for position in range(latest, latest - _SLACK, -1):
        if body[position].isspace():
            return position
    return latest

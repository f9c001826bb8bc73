"""What a search gives."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from app.documents.document import Summary
from app.search.keywords import MATCH_END, MATCH_START


class SearchMode(StrEnum):
    """How the results were found."""

    HYBRID = "hybrid"
    KEYWORD = "keyword"


@dataclass(frozen=True, slots=True)
class Fragment:
    """A part of an excerpt: a match, or what stands between matches."""

    text: str
    is_match: bool


@dataclass(frozen=True, slots=True)
class SearchResult:
    summary: Summary
    score: float
    excerpt: tuple[Fragment, ...]
    found_by: tuple[str, ...]

    @property
    def plain_excerpt(self) -> str:
        return "".join(fragment.text for fragment in self.excerpt)


@dataclass(frozen=True, slots=True)
class SearchPage:
    results: tuple[SearchResult, ...]
    mode: SearchMode
    number: int
    has_more: bool


def fragments(marked: str) -> Iterator[Fragment]:
    """Take the marks out of an excerpt."""
    for part in marked.split(MATCH_START):
        match, end, rest = part.partition(MATCH_END)
        if not end:
            match, rest = "", part
        if match:
            yield Fragment(match, is_match=True)
        if rest:
            yield Fragment(rest, is_match=False)

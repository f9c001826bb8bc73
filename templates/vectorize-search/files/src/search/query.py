"""From what somebody typed to a query of the full-text index.

FTS5 has a query language of its own, in which most punctuation is an error or an operator. Nothing of the
input reaches it as syntax: every term is a quoted string, and no term contains a quote.
"""

import re
from dataclasses import dataclass
from http import HTTPStatus

from web import HttpError

QUERY_CHARACTERS = 200
QUERY_TERMS = 16

_QUOTED_OR_BARE = re.compile(r'"([^"]*)"|([^\s"]+)')
_UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class SearchQuery:
    """The text, for the embedding model, and its terms: words, or phrases in double quotes."""

    text: str
    terms: tuple[str, ...]

    @property
    def all_terms(self) -> str:
        return " AND ".join(self._quoted())

    @property
    def any_term(self) -> str:
        return " OR ".join(self._quoted())

    def _quoted(self) -> list[str]:
        return [f'"{term}"' for term in self.terms]


def parse_query(text: str) -> SearchQuery:
    """Take the terms out of a text; 400 if it is too long."""
    cleaned = _UNPRINTABLE.sub(" ", text).strip()
    if len(cleaned) > QUERY_CHARACTERS:
        raise HttpError(HTTPStatus.BAD_REQUEST, f"q: this may have at most {QUERY_CHARACTERS} characters.")
    found = (quoted or bare for quoted, bare in _QUOTED_OR_BARE.findall(cleaned))
    terms = dict.fromkeys(term for term in found if any(character.isalnum() for character in term))
    return SearchQuery(text=cleaned, terms=tuple(terms)[:QUERY_TERMS])

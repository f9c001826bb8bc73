"""From what somebody typed to a query of the full-text index.

FTS5 has a query language of its own, in which most punctuation is an error or an operator. Nothing of the
input reaches it as syntax: every term is a quoted string, and no term contains a quote.
"""

import re
from dataclasses import dataclass

from app.errors import InvalidInputError
from app.limits import QUERY_CHARACTERS, QUERY_TERMS
from app.text import clean, printable

_QUOTED_OR_BARE = re.compile(r'"([^"]*)"|([^\s"]+)')


@dataclass(frozen=True, slots=True)
class SearchQuery:
    """The text, for people and for the embedding model, and its terms: words or phrases."""

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
    """Take the terms out of a text. What stands in double quotes is one term, a phrase."""
    cleaned = clean(printable(text))
    if len(cleaned) > QUERY_CHARACTERS:
        raise InvalidInputError({"q": f"A query may have at most {QUERY_CHARACTERS} characters."})
    terms = dict.fromkeys(
        quoted or bare for quoted, bare in _QUOTED_OR_BARE.findall(cleaned) if _has_word(quoted or bare)
    )
    return SearchQuery(text=cleaned, terms=tuple(terms)[:QUERY_TERMS])


def _has_word(term: str) -> bool:
    return any(character.isalnum() for character in term)

"""The ranking by keywords: D1's full-text index."""

from dataclasses import dataclass

from app.bindings import Database
from app.limits import SEARCH_CANDIDATES
from app.search.query import SearchQuery

# Control characters, which no stored text contains, frame the matches in an excerpt.
MATCH_START = "\x02"
MATCH_END = "\x03"

_SQL = """
SELECT rowid AS id, snippet(documents_fts, 1, char(2), char(3), '…', 32) AS excerpt
FROM documents_fts WHERE documents_fts MATCH ?
ORDER BY bm25(documents_fts, 4.0, 1.0), rowid DESC LIMIT ?
"""


@dataclass(frozen=True, slots=True)
class KeywordHit:
    document_id: int
    marked_excerpt: str


async def find_by_keywords(database: Database, query: SearchQuery) -> list[KeywordHit]:
    """Documents with all the terms; if there are none, those with any. A match in the title counts more."""
    hits = await _match(database, query.all_terms)
    if not hits and len(query.terms) > 1:
        hits = await _match(database, query.any_term)
    return hits


async def _match(database: Database, expression: str) -> list[KeywordHit]:
    found = await database.prepare(_SQL).bind(expression, SEARCH_CANDIDATES).all()
    return [KeywordHit(row["id"], row["excerpt"]) for row in found.results]

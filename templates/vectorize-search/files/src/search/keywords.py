"""The ranking by keywords: D1's full-text index."""

from notes.database import Database
from search.query import SearchQuery

# A match in the title counts more than one in the text.
_MATCHES = """
SELECT notes.id, snippet(notes_fts, 1, '', '', '…', 32) AS excerpt
FROM notes_fts JOIN notes ON notes.id = notes_fts.rowid
WHERE notes_fts MATCH ? AND notes.pinned >= ?
ORDER BY bm25(notes_fts, 4.0, 1.0), notes.id DESC LIMIT ?
"""


async def find_by_keywords(
    database: Database, query: SearchQuery, *, pinned: bool, limit: int
) -> dict[int, str]:
    """Excerpts of the notes with all the terms, by their ids, the best first; if there are none, with any."""
    found = await _match(database, query.all_terms, pinned=pinned, limit=limit)
    if not found and len(query.terms) > 1:
        found = await _match(database, query.any_term, pinned=pinned, limit=limit)
    return found


async def _match(database: Database, expression: str, *, pinned: bool, limit: int) -> dict[int, str]:
    found = await database.prepare(_MATCHES).bind(expression, pinned, limit).all()
    return {row["id"]: row["excerpt"] or "" for row in found.results}

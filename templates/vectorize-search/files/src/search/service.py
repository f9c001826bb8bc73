"""Search: both rankings at once, made one, and the notes read that stand in it."""

import asyncio
import json
import logging
from collections.abc import Awaitable, Iterable
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from notes.database import Database, Row
from search.fusion import fuse
from search.keywords import find_by_keywords
from search.meaning import MeaningIndex, is_absent
from search.query import SearchQuery

CANDIDATES = 50
EXCERPT_CHARACTERS = 200
MEANING_TIMEOUT = timedelta(seconds=3)

_SUMMARIES = """
SELECT id, title, pinned, substr(coalesce(body, ''), 1, ?) AS excerpt
FROM notes WHERE id IN (SELECT value FROM json_each(?))
"""


class SearchMode(StrEnum):
    """How the results were found."""

    HYBRID = "hybrid"
    KEYWORD = "keyword"


@dataclass(frozen=True, slots=True)
class SearchResult:
    id: int
    title: str
    pinned: bool
    excerpt: str
    score: float
    found_by: list[str]


@dataclass(frozen=True, slots=True)
class SearchResults:
    mode: SearchMode
    results: list[SearchResult]


class SearchService:
    """Finds notes. Without an index of meanings, or if that fails, keywords alone answer."""

    def __init__(self, database: Database, meaning: MeaningIndex | None) -> None:
        self._database = database
        self._meaning = meaning

    async def search(self, query: SearchQuery, *, pinned: bool, limit: int) -> SearchResults:
        """The best notes, or the best pinned ones. A query without words finds nothing."""
        if not query.terms:
            return SearchResults(SearchMode.KEYWORD, [])
        excerpts, near = await asyncio.gather(
            find_by_keywords(self._database, query, pinned=pinned, limit=CANDIDATES),
            self._nearest(query.text, pinned=pinned),
        )
        rankings = {"keyword": list(excerpts), "meaning": near or []}
        mode = SearchMode.KEYWORD if near is None else SearchMode.HYBRID
        return SearchResults(mode, await self._read(rankings, excerpts, limit))

    async def similar(self, note_id: int, limit: int) -> list[SearchResult]:
        """Notes that mean nearly the same; none where meaning cannot be had."""
        near = await self._in_time(self._meaning.similar(note_id)) if self._meaning else None
        return await self._read({"meaning": near or []}, {}, limit)

    async def _nearest(self, text: str, *, pinned: bool) -> list[int] | None:
        return await self._in_time(self._meaning.nearest(text, pinned=pinned)) if self._meaning else None

    async def _in_time(self, ranking: Awaitable[list[int]]) -> list[int] | None:
        """The ranking, or `None` if it cannot be had: keywords alone are better than nothing."""
        try:
            async with asyncio.timeout(MEANING_TIMEOUT.total_seconds()):
                return await ranking
        except Exception as error:
            if not is_absent(error):
                logging.getLogger(__name__).exception("search by meaning failed")
            return None

    async def _read(
        self, rankings: dict[str, list[int]], excerpts: dict[int, str], limit: int
    ) -> list[SearchResult]:
        """The first notes of the rankings made one. Vectors whose note is gone fall out here."""
        ranking = fuse(rankings.values())
        rows = await self._rows(note_id for note_id, _ in ranking)
        return [
            SearchResult(
                id=note_id,
                title=rows[note_id]["title"],
                pinned=bool(rows[note_id]["pinned"]),
                excerpt=excerpts.get(note_id) or rows[note_id]["excerpt"],
                score=round(score, 6),
                found_by=[name for name, ids in rankings.items() if note_id in ids],
            )
            for note_id, score in ranking
            if note_id in rows
        ][:limit]

    async def _rows(self, ids: Iterable[int]) -> dict[int, Row]:
        statement = self._database.prepare(_SUMMARIES)
        found = await statement.bind(EXCERPT_CHARACTERS, json.dumps(list(ids))).all()
        return {row["id"]: row for row in found.results}

"""Search: both rankings at once, made one, a page of it read from the database."""

import asyncio

from app import logs
from app.bindings import Database
from app.documents.document import Summary
from app.documents.store import DocumentStore
from app.indexing.meaning import MeaningIndex
from app.indexing.state import IndexState
from app.limits import MEANING_TIMEOUT, SEARCH_CANDIDATES, SEARCH_PAGES
from app.search.fusion import fuse
from app.search.keywords import find_by_keywords
from app.search.query import SearchQuery
from app.search.results import Fragment, SearchMode, SearchPage, SearchResult, fragments


class SearchService:
    def __init__(
        self,
        database: Database,
        documents: DocumentStore,
        index_state: IndexState,
        meaning: MeaningIndex | None,
    ) -> None:
        self._database = database
        self._documents = documents
        self._index_state = index_state
        self._meaning = meaning

    async def search(self, query: SearchQuery, number: int, size: int) -> SearchPage:
        """The page with that number, counted from 1. A query without words finds nothing."""
        if not query.terms:
            return SearchPage((), SearchMode.KEYWORD, number, has_more=False)
        hits, by_meaning = await asyncio.gather(
            find_by_keywords(self._database, query), self._find_by_meaning(query.text)
        )
        excerpts = {hit.document_id: hit.marked_excerpt for hit in hits}
        rankings = {"keyword": list(excerpts), "meaning": by_meaning or []}
        ranking = fuse(list(rankings.values()))
        wanted = ranking[(number - 1) * size : number * size]
        summaries = await self._documents.summaries(document_id for document_id, _ in wanted)
        results = tuple(
            SearchResult(
                summary=summaries[document_id],
                score=score,
                excerpt=_excerpt(excerpts.get(document_id), summaries[document_id]),
                found_by=tuple(name for name, ids in rankings.items() if document_id in ids),
            )
            for document_id, score in wanted
            if document_id in summaries
        )
        return SearchPage(
            results=results,
            mode=SearchMode.KEYWORD if by_meaning is None else SearchMode.HYBRID,
            number=number,
            has_more=len(ranking) > number * size and number < SEARCH_PAGES,
        )

    async def _find_by_meaning(self, text: str) -> list[int] | None:
        """Ids by similarity, or `None` if that cannot be had: keywords alone are better than nothing."""
        if self._meaning is None:
            return None
        try:
            async with asyncio.timeout(MEANING_TIMEOUT.total_seconds()):
                neighbours = await self._meaning.nearest(text)
                usable = await self._index_state.usable(near.document_id for near in neighbours)
        except Exception as error:  # noqa: BLE001 - no failure of AI or Vectorize may fail the search
            logs.error("search_by_meaning_failed", error)
            return None
        found = [near.document_id for near in neighbours if usable.get(near.document_id) == near.version]
        return found[:SEARCH_CANDIDATES]


def _excerpt(marked: str | None, summary: Summary) -> tuple[Fragment, ...]:
    if marked is None:
        return (Fragment(summary.excerpt, is_match=False),)
    return tuple(fragments(marked))

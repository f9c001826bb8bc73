"""Meaning as numbers: Workers AI makes a vector of a text, Vectorize finds the vectors near to it.

A vector's id is that of its note. It may be older than the note, or be there when the note is gone; the
next round of indexing puts that right, and a search reads the notes themselves anyway.
"""

from collections.abc import Mapping, Sequence
from typing import Any, Protocol, Self

from notes.note import Note

# What Vectorize gives at most when it is to give vectors' metadata or values, and enough for a search.
NEIGHBOURS = 50


class EmbeddingBinding(Protocol):
    """Workers AI."""

    async def run(self, model: str, inputs: Mapping[str, Any], /) -> Mapping[str, Any]: ...


class VectorIndex(Protocol):
    """Vectorize. Writes become visible to queries some seconds later."""

    async def upsert(self, vectors: Sequence[Mapping[str, Any]], /) -> object: ...

    async def query(self, vector: Sequence[float], options: Mapping[str, Any], /) -> Mapping[str, Any]: ...

    async def getByIds(self, ids: Sequence[str], /) -> Sequence[Mapping[str, Any]]: ...  # noqa: N802

    async def deleteByIds(self, ids: Sequence[str], /) -> object: ...  # noqa: N802


class EmbeddingError(Exception):
    """The model's answer is not what was asked for."""


def is_absent(error: Exception) -> bool:
    """Whether a binding has nothing behind it, as in `wrangler dev --local`."""
    return "needs to be run remotely" in str(error)


class MeaningIndex:
    """The vectors of the notes."""

    def __init__(
        self, ai: EmbeddingBinding, vectors: VectorIndex, model: str, minimum_similarity: float
    ) -> None:
        self._ai = ai
        self._vectors = vectors
        self._model = model
        self._minimum_similarity = minimum_similarity

    @classmethod
    def from_env(cls, env: Any) -> Self | None:
        """`None` where the bindings are not there."""
        ai, vectors = getattr(env, "AI", None), getattr(env, "VECTORIZE", None)
        if ai is None or vectors is None:
            return None
        return cls(ai, vectors, env.SEARCH_MODEL, float(env.MINIMUM_SIMILARITY))

    async def add(self, notes: Sequence[Note]) -> None:
        embeddings = await self._embed([f"{note.title}\n\n{note.body or ''}".strip() for note in notes])
        await self._vectors.upsert(
            [
                {"id": str(note.id), "values": values, "metadata": {"pinned": note.pinned}}
                for note, values in zip(notes, embeddings, strict=True)
            ]
        )

    async def remove(self, note_ids: Sequence[int]) -> None:
        await self._vectors.deleteByIds([str(note_id) for note_id in note_ids])

    async def nearest(self, text: str, *, pinned: bool) -> list[int]:
        """Ids of the notes that are similar enough to a text, the most similar first."""
        [values] = await self._embed([text])
        return await self._query(values, pinned=pinned)

    async def similar(self, note_id: int) -> list[int]:
        """Ids of the notes that are similar enough to a note; none if that has no vector yet."""
        found = await self._vectors.getByIds([str(note_id)])
        if not found:
            return []
        near = await self._query(found[0]["values"], pinned=False)
        return [other for other in near if other != note_id]

    async def _query(self, values: Sequence[float], *, pinned: bool) -> list[int]:
        options: dict[str, Any] = {"topK": NEIGHBOURS, "returnMetadata": "none", "returnValues": False}
        if pinned:
            options["filter"] = {"pinned": True}
        answer = await self._vectors.query(values, options)
        return [int(match["id"]) for match in answer["matches"] if match["score"] >= self._minimum_similarity]

    async def _embed(self, texts: Sequence[str]) -> list[list[float]]:
        answer = await self._ai.run(self._model, {"text": list(texts)})
        embeddings: list[list[float]] = answer.get("data") or []
        if len(embeddings) != len(texts):
            message = f"{self._model} gave {len(embeddings)} vectors for {len(texts)} texts"
            raise EmbeddingError(message)
        return embeddings

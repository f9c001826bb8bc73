"""Meaning as numbers: Workers AI makes a vector of a text, Vectorize finds the vectors near to it.

A vector's id is `document:version:piece`. A version is never written over by another one, so vectors
that arrive late, or are removed late, are told from the right ones by their id.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from app.bindings import EmbeddingModel, VectorIndex
from app.documents.document import Document
from app.indexing.chunks import chunks
from app.limits import CHUNKS, VECTOR_MATCHES


class EmbeddingError(Exception):
    """The model's answer is not what was asked for."""


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A version of a document of which some piece is near to the query."""

    document_id: int
    version: int


class MeaningIndex:
    def __init__(
        self,
        embedding_model: EmbeddingModel,
        vectors: VectorIndex,
        model_name: str,
        minimum_similarity: float,
    ) -> None:
        self._embedding_model = embedding_model
        self._vectors = vectors
        self.model_name = model_name
        self._minimum_similarity = minimum_similarity

    async def add(self, document: Document) -> None:
        embeddings = await self._embed(chunks(document.title, document.body))
        await self._vectors.upsert(
            [
                {"id": _vector_id(document.id, document.version, number), "values": values}
                for number, values in enumerate(embeddings)
            ]
        )

    async def remove(self, document_id: int, versions: Iterable[int]) -> None:
        """Remove every vector that those versions can have; ids without a vector do no harm."""
        for version in versions:
            await self._vectors.deleteByIds(
                [_vector_id(document_id, version, number) for number in range(CHUNKS)]
            )

    async def nearest(self, query: str) -> list[Neighbour]:
        """The documents with a piece that is similar enough, the most similar first, each one once."""
        [embedding] = await self._embed([query])
        answer = await self._vectors.query(
            embedding, {"topK": VECTOR_MATCHES, "returnMetadata": "none", "returnValues": False}
        )
        near = (
            _neighbour(match["id"])
            for match in answer["matches"]
            if match["score"] >= self._minimum_similarity
        )
        return list(dict.fromkeys(near))

    async def _embed(self, texts: Sequence[str]) -> list[list[float]]:
        answer = await self._embedding_model.run(self.model_name, {"text": list(texts)})
        embeddings: list[list[float]] = answer.get("data") or []
        if len(embeddings) != len(texts):
            message = f"expected {len(texts)} embeddings from {self.model_name}"
            raise EmbeddingError(message)
        return embeddings


def _vector_id(document_id: int, version: int, number: int) -> str:
    return f"{document_id}:{version}:{number}"


def _neighbour(vector_id: str) -> Neighbour:
    document_id, version, _ = vector_id.split(":")
    return Neighbour(int(document_id), int(version))

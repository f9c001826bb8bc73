"""A vector index that really compares vectors."""

from collections.abc import Mapping, Sequence
from typing import Any

from fakes.values import JsDict, JsError, crossed

_ID_BYTES = 64
_UPSERT = 1_000
_DELETE = 100
_TOP_K = 100


class FakeVectorize:
    def __init__(self, dimensions: int) -> None:
        self._dimensions = dimensions
        self.vectors: dict[str, list[float]] = {}
        self.failing = False
        self.refuses_removal = False

    async def upsert(self, vectors: Sequence[Mapping[str, Any]]) -> JsDict:
        self._check(0 < len(vectors) <= _UPSERT, "too many vectors")
        for vector in vectors:
            self._check(len(vector["id"].encode()) <= _ID_BYTES, "id too long")
            self._check(len(vector["values"]) == self._dimensions, "wrong number of dimensions")
            self.vectors[vector["id"]] = crossed(list(vector["values"]))
        return JsDict(mutationId="mutation")

    async def query(self, vector: Sequence[float], options: Mapping[str, Any]) -> JsDict:
        self._check(len(vector) == self._dimensions, "wrong number of dimensions")
        self._check(0 < options["topK"] <= _TOP_K, "topK out of range")
        scored = sorted(
            ((_similarity(vector, values), vector_id) for vector_id, values in self.vectors.items()),
            reverse=True,
        )
        matches = [{"id": vector_id, "score": score} for score, vector_id in scored[: options["topK"]]]
        return crossed({"count": len(matches), "matches": matches})

    async def deleteByIds(self, ids: Sequence[str]) -> JsDict:  # noqa: N802
        self._check(0 < len(ids) <= _DELETE, "too many ids in payload")
        self._check(not self.refuses_removal, "try again")
        for vector_id in ids:
            self.vectors.pop(vector_id, None)
        return JsDict(mutationId="mutation")

    def versions(self) -> set[str]:
        """`document:version` of everything that is stored."""
        return {vector_id.rpartition(":")[0] for vector_id in self.vectors}

    def _check(self, condition: bool, complaint: str) -> None:
        if self.failing or not condition:
            message = f"VECTOR_ERROR: {'internal error' if self.failing else complaint}"
            raise JsError(message)


def _similarity(left: Sequence[float], right: Sequence[float]) -> float:
    """Cosine; all vectors here have length 1."""
    return sum(a * b for a, b in zip(left, right, strict=True))

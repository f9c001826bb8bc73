"""A vector index that really compares vectors."""

from collections.abc import Mapping, Sequence
from typing import Any

from fakes.values import JsDict, JsError, crossed

_ID_BYTES = 64
_UPSERT = 1_000
_BY_IDS = 100
_TOP_K = 100


class FakeVectorize:
    """`failing` refuses everything."""

    def __init__(self, dimensions: int) -> None:
        self._dimensions = dimensions
        self.vectors: dict[str, JsDict] = {}
        self.failing = False

    async def upsert(self, vectors: Sequence[Mapping[str, Any]]) -> JsDict:
        self._check(0 < len(vectors) <= _UPSERT, "too many vectors")
        for vector in vectors:
            self._check(len(vector["id"].encode()) <= _ID_BYTES, "id too long")
            self._check(len(vector["values"]) == self._dimensions, "wrong number of dimensions")
            self.vectors[vector["id"]] = crossed(dict(vector))
        return JsDict(mutationId="mutation")

    async def query(self, vector: Sequence[float], options: Mapping[str, Any]) -> JsDict:
        self._check(len(vector) == self._dimensions, "wrong number of dimensions")
        self._check(0 < options["topK"] <= _TOP_K, "topK out of range")
        wanted = options.get("filter", {})
        scored = sorted(
            (
                (_similarity(vector, stored["values"]), name)
                for name, stored in self.vectors.items()
                if all(stored["metadata"].get(key) == value for key, value in wanted.items())
            ),
            reverse=True,
        )
        matches = [{"id": name, "score": score} for score, name in scored[: options["topK"]]]
        return crossed({"count": len(matches), "matches": matches})

    async def getByIds(self, ids: Sequence[str]) -> list[JsDict]:  # noqa: N802
        self._check(0 < len(ids) <= _BY_IDS, "too many ids in payload")
        return [self.vectors[name] for name in ids if name in self.vectors]

    async def deleteByIds(self, ids: Sequence[str]) -> JsDict:  # noqa: N802
        self._check(0 < len(ids) <= _BY_IDS, "too many ids in payload")
        for name in ids:
            self.vectors.pop(name, None)
        return JsDict(mutationId="mutation")

    def _check(self, condition: bool, complaint: str) -> None:
        if self.failing or not condition:
            message = f"VECTOR_ERROR: {'internal error' if self.failing else complaint}"
            raise JsError(message)


def _similarity(left: Sequence[float], right: Sequence[float]) -> float:
    """Cosine; all vectors here have length 1."""
    return sum(a * b for a, b in zip(left, right, strict=True))

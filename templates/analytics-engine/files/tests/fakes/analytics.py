"""An Analytics Engine dataset that refuses what the real one throws away."""

from collections.abc import Mapping
from typing import Any

from fakes.values import JsDict, JsError, crossed

_INDEX_BYTES = 96
_COLUMNS = 20
_BLOB_BYTES = 16_384


class FakeDataset:
    """`points` is what was written."""

    def __init__(self) -> None:
        self.points: list[JsDict] = []
        self.failing = False

    def writeDataPoint(self, point: Mapping[str, Any]) -> None:  # noqa: N802
        if self.failing:
            message = "internal error"
            raise JsError(message)
        written = crossed(dict(point))
        if len(written["indexes"]) != 1 or len(written["indexes"][0].encode()) > _INDEX_BYTES:
            message = "one index of at most 96 bytes is needed"
            raise JsError(message)
        if len(written["blobs"]) > _COLUMNS or len(written["doubles"]) > _COLUMNS:
            message = "too many columns"
            raise JsError(message)
        if sum(len(blob.encode()) for blob in written["blobs"]) > _BLOB_BYTES:
            message = "the blobs are too long"
            raise JsError(message)
        self.points.append(written)

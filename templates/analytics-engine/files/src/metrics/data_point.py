"""A data point, within the limits of Analytics Engine."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

INDEX_BYTES = 96
COLUMNS = 20
BLOB_BYTES = 16_000


class Dataset(Protocol):
    """The binding. It returns at once; the data point is sent after the response."""

    def writeDataPoint(self, point: Mapping[str, Any], /) -> object: ...  # noqa: N802


@dataclass(frozen=True, slots=True)
class DataPoint:
    """One row. Columns have no names but their position, so each kind of point keeps its order for good."""

    index: str
    blobs: Sequence[str] = field(default_factory=tuple[str, ...])
    doubles: Sequence[float] = field(default_factory=tuple[float, ...])

    def __post_init__(self) -> None:
        """Refuse what Analytics Engine would throw away without a word."""
        if len(self.blobs) > COLUMNS or len(self.doubles) > COLUMNS:
            message = f"a data point has at most {COLUMNS} blobs and {COLUMNS} doubles"
            raise ValueError(message)


def write(dataset: Dataset, point: DataPoint) -> None:
    """Write a data point. Texts that are too long are cut, the earlier ones last."""
    blobs: list[str] = []
    room = BLOB_BYTES
    for blob in point.blobs:
        blobs.append(_cut(blob, room))
        room -= len(blobs[-1].encode())
    dataset.writeDataPoint(
        {"indexes": [_cut(point.index, INDEX_BYTES)], "blobs": blobs, "doubles": list(point.doubles)}
    )


def _cut(text: str, size: int) -> str:
    """The text without what is beyond so many bytes; no character is cut in two."""
    return text.encode(errors="replace")[:size].decode(errors="ignore")

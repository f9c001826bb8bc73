"""Ranges of bytes: what a client asks for in `Range`, and what the answer says in `Content-Range`."""

import re
from dataclasses import dataclass

# One range. R2 gives no several at once, and a server may answer those with the whole file.
_RANGE = re.compile(r"bytes=(?:(?P<first>[0-9]{1,15})-(?P<last>[0-9]{0,15})|-(?P<suffix>[0-9]{1,15}))")


@dataclass(frozen=True, slots=True)
class ByteRange:
    """The bytes from `first` to `last`, both included."""

    first: int
    last: int

    @property
    def length(self) -> int:
        return self.last - self.first + 1

    def content_range(self, size: int) -> str:
        return f"bytes {self.first}-{self.last}/{size}"


class UnsatisfiableRangeError(Exception):
    """The file has none of the bytes that were asked for."""


def find_range(header: str, size: int) -> ByteRange | None:
    """The range of a file of that size, or `None` if the header is to be ignored."""
    match = _RANGE.fullmatch(header.strip())
    if match is None:
        return None
    if match["suffix"] is not None:
        first, last = max(0, size - int(match["suffix"])), size - 1
    else:
        first = int(match["first"])
        last = min(int(match["last"]), size - 1) if match["last"] else size - 1
        if match["last"] and int(match["last"]) < first:
            return None
    if first > last:
        raise UnsatisfiableRangeError
    return ByteRange(first, last)

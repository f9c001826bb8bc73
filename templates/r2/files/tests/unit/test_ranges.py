"""Ranges of bytes."""

import pytest

from files.ranges import ByteRange, UnsatisfiableRangeError, find_range

SIZE = 11


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ("bytes=0-0", ByteRange(0, 0)),
        ("bytes=0-", ByteRange(0, 10)),
        ("bytes=5-7", ByteRange(5, 7)),
        ("bytes=8-100", ByteRange(8, 10)),
        ("bytes=-3", ByteRange(8, 10)),
        ("bytes=-100", ByteRange(0, 10)),
        (" bytes=10-10 ", ByteRange(10, 10)),
    ],
)
def test_a_range_ends_with_the_file(header: str, expected: ByteRange) -> None:
    assert find_range(header, SIZE) == expected


@pytest.mark.parametrize(
    "header", ["", "bytes", "bytes=", "bytes=-", "bytes=5-2", "bytes=0-1,3-4", "lines=0-1", "bytes=٣-"]
)
def test_what_is_no_range_is_ignored(header: str) -> None:
    assert find_range(header, SIZE) is None


@pytest.mark.parametrize("header", ["bytes=11-", "bytes=100-200", "bytes=-0"])
def test_a_range_beyond_the_file_cannot_be_had(header: str) -> None:
    with pytest.raises(UnsatisfiableRangeError):
        find_range(header, SIZE)


def test_an_empty_file_has_no_range() -> None:
    with pytest.raises(UnsatisfiableRangeError):
        find_range("bytes=0-", 0)


def test_the_answer_names_the_range() -> None:
    assert ByteRange(8, 10).content_range(SIZE) == "bytes 8-10/11"
    assert ByteRange(8, 10).length == 3

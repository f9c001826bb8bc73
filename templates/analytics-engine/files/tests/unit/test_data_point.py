"""Data points stay within the limits of Analytics Engine."""

import pytest

from fakes.analytics import FakeDataset
from metrics import DataPoint, write


def written(point: DataPoint) -> FakeDataset:
    dataset = FakeDataset()
    write(dataset, point)
    return dataset


def test_columns_keep_their_order() -> None:
    [point] = written(DataPoint("index", ["a", "ü"], [1, 2.5])).points
    assert point == {"indexes": ["index"], "blobs": ["a", "ü"], "doubles": [1, 2.5]}


def test_long_texts_are_cut_between_characters() -> None:
    [point] = written(DataPoint("ü" * 100, ["x", "🥛" * 10_000, "lost"])).points
    assert point["indexes"] == ["ü" * 48]
    assert set(point["blobs"][1]) == {"🥛"}
    assert point["blobs"][2] == "lost"[: len(point["blobs"][2])]


def test_halves_of_pairs_do_no_harm() -> None:
    [point] = written(DataPoint("a", ["\ud800"])).points
    assert point["blobs"] == ["?"]


@pytest.mark.parametrize("columns", [{"blobs": ["x"] * 21}, {"doubles": [1.0] * 21}])
def test_too_many_columns_are_an_error_of_the_code(columns: dict[str, list[str]]) -> None:
    with pytest.raises(ValueError, match="at most 20"):
        DataPoint("index", **columns)  # pyright: ignore[reportArgumentType]

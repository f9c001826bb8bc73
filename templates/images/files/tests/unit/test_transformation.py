"""What can be asked of a picture."""

import pytest

from pictures.transformation import Transformation, transformation
from web import HttpError


def test_nothing_asked_is_only_another_format() -> None:
    wanted = transformation({})
    assert wanted == Transformation(width=None, height=None, fit="scale-down", format="webp", quality=85)
    assert wanted.resizing == {}
    assert wanted.output == {"format": "image/webp", "quality": 85}


def test_one_side_is_enough() -> None:
    assert transformation({"width": "320"}).resizing == {"width": 320, "fit": "scale-down"}


@pytest.mark.parametrize(
    "values",
    [
        {"width": "0"},
        {"width": "4097"},
        {"height": "x"},
        {"height": ""},
        {"quality": "101"},
        {"fit": "stretch"},
        {"format": "gif"},
        {"format": "image/webp"},
    ],
)
def test_what_is_impossible_is_refused(values: dict[str, str]) -> None:
    with pytest.raises(HttpError) as caught:
        transformation(values)
    assert caught.value.status == 400


def test_equal_results_have_one_name() -> None:
    asked: list[dict[str, str]] = [{}, {"quality": "85"}, {"format": "webp"}]
    assert len({transformation(values).name for values in asked}) == 1
    others: list[dict[str, str]] = [{"width": "1"}, {"height": "1"}, {"fit": "pad"}, {"quality": "1"}]
    assert len({transformation(values).name for values in [{}, *others]}) == 5

import pytest

from app.errors import InvalidInputError
from app.web.parameters import whole_number


def test_a_missing_parameter_has_its_default() -> None:
    assert whole_number({}, "page", default=1, maximum=10) == 1


@pytest.mark.parametrize("text", ["1", "10"])
def test_numbers_within_the_bounds(text: str) -> None:
    assert whole_number({"page": text}, "page", default=1, maximum=10) == int(text)


@pytest.mark.parametrize("text", ["", "0", "11", "-1", "+1", " 1", "1_0", "1.0", "٣", "9" * 5_000, "x"])
def test_everything_else_names_the_parameter(text: str) -> None:
    with pytest.raises(InvalidInputError) as caught:
        whole_number({"page": text}, "page", default=1, maximum=10)
    assert set(caught.value.fields) == {"page"}

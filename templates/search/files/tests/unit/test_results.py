import pytest

from app.search.results import Fragment, fragments


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        ("plain", [Fragment("plain", is_match=False)]),
        (
            "…a \x02hit\x03 and \x02more\x03",
            [
                Fragment("…a ", is_match=False),
                Fragment("hit", is_match=True),
                Fragment(" and ", is_match=False),
                Fragment("more", is_match=True),
            ],
        ),
        ("\x02all\x03", [Fragment("all", is_match=True)]),
        ("", []),
    ],
)
def test_an_excerpt_is_taken_apart_at_its_marks(marked: str, expected: list[Fragment]) -> None:
    assert list(fragments(marked)) == expected

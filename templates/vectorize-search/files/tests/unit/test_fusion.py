"""Several rankings become one."""

from search.fusion import fuse


def test_what_stands_in_both_rankings_comes_first() -> None:
    assert [note_id for note_id, _ in fuse([[1, 2, 3], [4, 2]])] == [2, 4, 1, 3]


def test_among_equals_the_newest_comes_first() -> None:
    assert [note_id for note_id, _ in fuse([[1], [2]])] == [2, 1]


def test_one_ranking_stays_as_it_is() -> None:
    assert [note_id for note_id, _ in fuse([[3, 1, 2], []])] == [3, 1, 2]

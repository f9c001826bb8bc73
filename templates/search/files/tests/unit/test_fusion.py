from app.search.fusion import fuse


def ids(rankings: list[list[int]]) -> list[int]:
    return [document_id for document_id, _ in fuse(rankings)]


def test_what_stands_in_both_rankings_wins() -> None:
    assert ids([[1, 2, 3], [4, 3, 5]])[0] == 3


def test_one_ranking_keeps_its_order() -> None:
    assert ids([[7, 5, 9], []]) == [7, 5, 9]


def test_equal_scores_put_the_newest_first() -> None:
    assert ids([[1], [2]]) == [2, 1]


def test_scores_are_reciprocal_ranks() -> None:
    assert fuse([[1], [1]]) == [(1, 2 / 61)]
    assert fuse([]) == []

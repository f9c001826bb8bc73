"""Reciprocal rank fusion: several rankings become one.

Ranks are comparable where scores are not: BM25 and cosine similarity have neither range nor meaning in
common. What stands high in one ranking is good; what stands high in both is better.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence

# The result is insensitive to it; 60 is the customary one.
FUSION_CONSTANT = 60


def fuse(rankings: Iterable[Sequence[int]]) -> list[tuple[int, float]]:
    """All ids with their scores, the best first; among equals the newest note first."""
    scores: defaultdict[int, float] = defaultdict(float)
    for ranking in rankings:
        for rank, note_id in enumerate(ranking, start=1):
            scores[note_id] += 1 / (FUSION_CONSTANT + rank)
    return sorted(scores.items(), key=lambda scored: (-scored[1], -scored[0]))

"""Joining triggers that name one event: average-link clustering over the pairs' probabilities."""

from __future__ import annotations

from collections.abc import Callable, Sequence

# An article with more triggers than this keeps its surest: clustering takes the cube of their number.
MAX_TRIGGERS = 40


def join[T](items: Sequence[T], same: Callable[[T, T], float], threshold: float) -> list[list[T]]:
    """Group ``items`` (in the order of the text) whose mean pairwise probability reaches ``threshold``.

    >>> join([1, 2, 9], lambda a, b: 1.0 if abs(a - b) < 3 else 0.0, 0.5)
    [[1, 2], [9]]
    """
    n = len(items)
    chance = {(i, j): same(items[i], items[j]) for i in range(n) for j in range(i + 1, n)}

    def mean(a: list[int], b: list[int]) -> float:
        return sum(chance[min(i, j), max(i, j)] for i in a for j in b) / (len(a) * len(b))

    groups = [[i] for i in range(n)]
    while len(groups) > 1:
        score, a, b = max(
            (mean(x, y), -i, -j) for i, x in enumerate(groups) for j, y in enumerate(groups) if i < j
        )
        if score < threshold:
            break
        groups[-a] += groups.pop(-b)
    return [[items[i] for i in sorted(group)] for group in sorted(groups, key=min)]

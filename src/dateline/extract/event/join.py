"""Joining triggers that name one event: average-link clustering over the pairs' probabilities."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import combinations

# An article with more triggers than this keeps its surest: clustering takes the cube of their number.
MAX_TRIGGERS = 40


def join[T](items: Sequence[T], same: Callable[[T, T], float], threshold: float) -> list[list[T]]:
    """Group ``items`` (in the order of the text) whose mean pairwise probability reaches ``threshold``.

    >>> join([1, 2, 9], lambda a, b: 1.0 if abs(a - b) < 3 else 0.0, 0.5)
    [[1, 2], [9]]
    """
    pairs = list(combinations(range(len(items)), 2))
    chance = {(i, j): same(items[i], items[j]) for i, j in pairs}
    chance |= {(j, i): chance[i, j] for i, j in pairs}
    # Groups go by their first item. The means stand in the order of the text: of equals the first is joined.
    groups = {i: [i] for i in range(len(items))}
    means = {pair: chance[pair] for pair in pairs}
    while means:
        a, b = max(means, key=means.__getitem__)
        if means[a, b] < threshold:
            break
        groups[a] += groups.pop(b)
        means = {pair: mean for pair, mean in means.items() if b not in pair}
        for i, j in means:
            if a in (i, j):
                linked = [chance[one, two] for one in groups[i] for two in groups[j]]
                means[i, j] = sum(linked) / len(linked)
    return [[items[i] for i in sorted(group)] for group in groups.values()]

"""Levels of a number as named features: one for each level that it reaches."""

from __future__ import annotations

from bisect import bisect_right
from functools import lru_cache

CHANCES = (0.05, 0.1, 0.15, 0.2, 0.25, 0.3, 0.35, 0.4, 0.45, 0.5, 0.55, 0.6, 0.65, 0.7, 0.75, 0.8, 0.85, 0.9,
           0.95, 0.98)  # fmt: skip


def levels(name: str, value: float, reached: tuple[float, ...] = CHANCES) -> tuple[str, ...]:
    """Features of a number; what it may reach is given from the lowest.

    >>> levels("places", 3, (2, 3, 5))
    ('places=2+', 'places=3+')
    """
    return _named(name, reached)[: bisect_right(reached, value)]


@lru_cache(1_000)
def _named(name: str, reached: tuple[float, ...]) -> tuple[str, ...]:
    return tuple(f"{name}={level:g}+" for level in reached)

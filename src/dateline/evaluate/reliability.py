"""Whether probabilities hold what they say: of what is given 0.7, is seven in ten so?"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from statistics import fmean

BINS = 10


@dataclass(frozen=True, slots=True)
class Bin:
    """The cases whose probability lies in one tenth of 0..1 (``low`` its lower end, which belongs to it)."""

    low: float
    cases: int
    said: float  # mean probability
    so: float  # share of the cases that are so


@dataclass(frozen=True, slots=True)
class Reliability:
    """How far probabilities and what is so lie apart, over ``cases`` of which ``yes`` are so.

    ``said`` is the mean probability. ``error`` is the expected calibration error: the distance of
    ``said`` and ``so`` in each bin, weighted by its cases (Naeini et al. 2015, ten bins of equal
    width). ``brier`` is the mean squared distance of each probability from 0 or 1.
    """

    cases: int
    yes: int
    said: float
    error: float
    brier: float
    bins: tuple[Bin, ...]


def reliability(judged: Iterable[tuple[float, bool]]) -> Reliability:
    """Compare probabilities with what is so; empty bins are left out.

    Raises:
        ValueError: Nothing is given, or a probability lies outside 0..1.
    """
    pairs = list(judged)
    if not pairs or any(not 0.0 <= chance <= 1.0 for chance, _ in pairs):
        raise ValueError("reliability needs at least one case, and probabilities between 0 and 1")
    bins = tuple(
        _bin(at, inside) for at in range(BINS) if (inside := [p for p in pairs if _place(p[0]) == at])
    )
    return Reliability(
        cases=len(pairs),
        yes=sum(so for _, so in pairs),
        said=fmean(chance for chance, _ in pairs),
        error=sum(one.cases * abs(one.said - one.so) for one in bins) / len(pairs),
        brier=fmean((chance - so) ** 2 for chance, so in pairs),
        bins=bins,
    )


def _place(chance: float) -> int:
    return min(BINS - 1, int(chance * BINS))


def _bin(at: int, inside: list[tuple[float, bool]]) -> Bin:
    return Bin(at / BINS, len(inside), fmean(chance for chance, _ in inside), fmean(so for _, so in inside))

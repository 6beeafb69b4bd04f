"""Considered: something that a finder weighed, how likely it was, and why it was not taken.

Each finder weighs all its candidates first and then chooses among them. Coding reads what was taken,
explaining reads the rest too, so that the two cannot disagree (docs/decisions/0097).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from dateline.extract.linear import LinearModel
from dateline.records.explanation import WhyNot


@dataclass(frozen=True, slots=True)
class Judgement:
    """A judge and the features that it was given of one candidate."""

    judge: LinearModel
    features: Sequence[str]


@dataclass(frozen=True, slots=True)
class Considered[T]:
    """A candidate that was weighed.

    Attributes:
        item: What was weighed.
        chance: Its probability, which decides; 0.0 where a rule keeps it from being weighed.
        judged: By whom and on what; the chance is the product of theirs, with what a rule makes of it.
        why_not: Why it was not taken, None where it was.
    """

    item: T
    chance: float
    judged: tuple[Judgement, ...] = ()
    why_not: WhyNot | None = None

    @property
    def taken(self) -> bool:
        """Whether it became a value, or part of one."""
        return self.why_not is None

    def passed_over(self, why: WhyNot) -> Considered[T]:
        """The same, not taken for this reason."""
        return replace(self, why_not=why)


def taken[T](considered: Iterable[Considered[T]]) -> list[Considered[T]]:
    """Those that were taken, in order."""
    return [one for one in considered if one.why_not is None]

"""What people's decisions on events come to, one after the other: the later one holds where two differ."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Literal

Verb = Literal["merge", "split", "pin", "unpin"]
"""All mentions are one event; the first ones are one and the second another; the event has these mentions and
no others; that is lifted.
"""


@dataclass(slots=True)
class Decided:
    """What holds after some decisions, by mentions' ids.

    Attributes:
        together: Groups that are one event, no mention in two of them.
        apart: Pairs of groups that are two events.
        closed: Groups that no other mention may join.
    """

    together: list[set[str]] = field(default_factory=list)
    apart: list[tuple[set[str], set[str]]] = field(default_factory=list)
    closed: list[set[str]] = field(default_factory=list)

    def decide(self, verb: Verb, groups: Sequence[Iterable[str]]) -> None:
        """Add one decision."""
        given = [set(mentions) for mentions in groups]
        if verb == "merge":
            self._merge(set().union(*given))
        elif verb == "split":
            self._split(given[0], given[1])
        elif verb == "pin":
            self._merge(given[0])
            self.closed.append(given[0])
        else:
            self.closed = [mentions for mentions in self.closed if not mentions & given[0]]

    def _merge(self, all_of: set[str]) -> None:
        parted = [pair for pair in self.apart if pair[0] & all_of and pair[1] & all_of]
        self.apart = [pair for pair in self.apart if pair not in parted]
        for one, other in parted:
            # Those that are not put together now stay apart.
            self.apart += [(a, b) for a, b in ((one - all_of, other), (one, other - all_of)) if a and b]
        touched = [mentions for mentions in self.together if mentions & all_of]
        self.together = [mentions for mentions in self.together if mentions not in touched]
        self.together.append(all_of.union(*touched))
        self.closed = [mentions | all_of if mentions & all_of else mentions for mentions in self.closed]

    def _split(self, one: set[str], other: set[str]) -> None:
        both = one | other
        left = [mentions - both for mentions in self.together]
        self.together = [mentions for mentions in (*left, one, other) if mentions]
        self.apart.append((one, other))
        cut = [part for mentions in self.closed for part in (mentions - other, mentions & other)]
        self.closed = [mentions for mentions in cut if mentions]

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
        together: Groups that were merged, or are a part of a split; no mention is in two of them.
        apart: Pairs of groups that are two events.
        pinned: Groups that are one event which no other mention may join.
    """

    together: list[set[str]] = field(default_factory=list)
    apart: list[tuple[set[str], set[str]]] = field(default_factory=list)
    pinned: list[set[str]] = field(default_factory=list)

    def decide(self, verb: Verb, groups: Sequence[Iterable[str]]) -> None:
        """Add one decision."""
        given = [set(mentions) for mentions in groups]
        if verb == "merge":
            self._lift_apart(set().union(*given))
            self.together = _united([*self.together, set().union(*given)])
            self.pinned = [m.union(*given) if m & set().union(*given) else m for m in self.pinned]
        elif verb == "split":
            self._split(given[0], given[1])
        elif verb == "pin":
            self._lift_apart(given[0])
            self.pinned = _united([*self.pinned, given[0]])
        else:
            self.pinned = [mentions for mentions in self.pinned if not mentions & given[0]]

    def joined(self) -> list[set[str]]:
        """Groups that are one event, merged or pinned; no mention is in two of them."""
        return _united([*self.together, *self.pinned])

    def _lift_apart(self, now_one: set[str]) -> None:
        parted = [pair for pair in self.apart if pair[0] & now_one and pair[1] & now_one]
        self.apart = [pair for pair in self.apart if pair not in parted]
        for one, other in parted:
            # Those that are not put together now stay apart.
            self.apart += [(a, b) for a, b in ((one - now_one, other), (one, other - now_one)) if a and b]

    def _split(self, one: set[str], other: set[str]) -> None:
        left = [mentions - one - other for mentions in self.together]
        self.together = [mentions for mentions in (*left, one, other) if mentions]
        self.apart.append((one, other))
        cut = [part for mentions in self.pinned for part in (mentions - other, mentions & other)]
        self.pinned = [mentions for mentions in cut if mentions]


def _united(groups: Iterable[set[str]]) -> list[set[str]]:
    """Groups that share a mention become one."""
    found: list[set[str]] = []
    for mentions in groups:
        touched = [other for other in found if other & mentions]
        found = [other for other in found if other not in touched]
        found.append(mentions.union(*touched))
    return found

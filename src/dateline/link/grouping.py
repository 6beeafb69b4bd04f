"""From pairs to groups: two groups become one while their mentions, taken all together, speak for it.

Single links would chain a weekly series into one event, so what counts is the mean over all pairs of two
groups. What people decided comes first: mentions that they put together are never parted, those that they
parted are never joined.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final

NOT_COMPARED: Final = -3.0
"""Bits of a pair that shares no block: no time with a place or a name in common."""


@dataclass(frozen=True, slots=True)
class Decisions:
    """What people decided on mentions, by their numbers.

    Attributes:
        together: Groups of mentions that are one event.
        apart: Pairs of groups that are two events.
        closed: Groups that no other mention may join.
    """

    together: tuple[tuple[int, ...], ...] = ()
    apart: tuple[tuple[frozenset[int], frozenset[int]], ...] = ()
    closed: tuple[frozenset[int], ...] = ()


NOTHING: Final = Decisions()


@dataclass(slots=True)
class _Group:
    members: list[int]
    near: dict[int, tuple[float, int]] = field(default_factory=dict)  # sum of bits, pairs compared
    sides: set[tuple[int, int]] = field(default_factory=set)  # decisions that part it from others
    open: bool = True


Pair = tuple[int, int, float]


def group(
    pairs: Iterable[Pair], decisions: Decisions = NOTHING, all_compared: bool = True
) -> list[list[int]]:
    """The groups of the mentions of some pairs, each sorted, by their first members.

    Args:
        pairs: Two mentions and the bits that speak for one event; negative ones speak against.
        decisions: On these mentions, and on others that are to be grouped with them; no mention is in two
            groups that are ``together``.
        all_compared: A pair that is not given speaks against one event; where false, it says nothing.
    """
    given = sorted(pairs)
    of, groups = _begin(given, decisions)
    _join(of, groups, given, NOT_COMPARED if all_compared else None)
    return sorted(sorted(one.members) for one in groups.values())


def _begin(given: Sequence[Pair], decisions: Decisions) -> tuple[dict[int, int], dict[int, _Group]]:
    """The group of each mention, by the least mention of those that people put together, and the groups."""
    of = _put_together(given, decisions.together)
    groups: dict[int, _Group] = {}
    for mention, name in of.items():
        groups.setdefault(name, _Group([])).members.append(mention)
    for one, other, bits in given:
        if of[one] != of[other]:
            _add(groups, of[one], of[other], bits, 1)
    for number, both in enumerate(decisions.apart):
        for side, members in enumerate(both):
            for mention in members & of.keys():
                groups[of[mention]].sides.add((number, side))
    for members in decisions.closed:
        for mention in members & of.keys():
            groups[of[mention]].open = False
    return of, groups


def _put_together(pairs: Sequence[Pair], together: Iterable[Sequence[int]]) -> dict[int, int]:
    of = {mention: mention for one, other, _ in pairs for mention in (one, other)}
    for members in together:
        of.update(dict.fromkeys(members, min(members)))
    return of


def _add(groups: dict[int, _Group], one: int, other: int, bits: float, count: int) -> None:
    before, counted = groups[one].near.get(other, (0.0, 0))
    groups[one].near[other] = groups[other].near[one] = (before + bits, counted + count)


def _join(
    of: dict[int, int], groups: dict[int, _Group], given: Sequence[Pair], missing: float | None
) -> None:
    """Go through the pairs, strongest first, and again as long as groups became one."""
    strongest = sorted((-bits, one, other) for one, other, bits in given if bits > 0)
    left = [(one, other) for _, one, other in strongest]
    while True:
        waiting = []
        for one, other in left:
            a, b = _find(of, one), _find(of, other)
            if a == b:
                continue
            if _speaks(groups[a], groups[b], groups[a].near[b], missing):
                kept, gone = _merge(groups, a, b)
                of[gone] = kept
            else:
                waiting.append((one, other))
        if len(waiting) == len(left):
            return
        left = waiting


def _find(of: dict[int, int], mention: int) -> int:
    while (name := of[mention]) != mention:
        of[mention] = of[name]
        mention = name
    return mention


def _speaks(one: _Group, other: _Group, near: tuple[float, int], missing: float | None) -> bool:
    """Whether two groups may become one, and the mean of all their pairs speaks for it."""
    if not (one.open and other.open) or any((number, 1 - side) in other.sides for number, side in one.sides):
        return False
    bits, counted = near
    if missing is not None:
        bits += missing * (len(one.members) * len(other.members) - counted)
    return bits > 0


def _merge(groups: dict[int, _Group], one: int, other: int) -> tuple[int, int]:
    """The group with more neighbours takes in the other; gives both names."""
    kept, gone = sorted((one, other), key=lambda name: (-len(groups[name].near), name))
    taken = groups.pop(gone)
    del groups[kept].near[gone]
    for near, (bits, counted) in taken.near.items():
        if near != kept:
            del groups[near].near[gone]
            _add(groups, kept, near, bits, counted)
    groups[kept].members += taken.members
    groups[kept].sides |= taken.sides
    return kept, gone

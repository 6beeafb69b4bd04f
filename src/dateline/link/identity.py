"""Which id an event keeps when its mentions change, and which id a new one gets.

An id is never used again. Of an event that falls apart, the part with most of its mentions keeps the id; of
events that become one, the older id stays and the others point at it.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

_DIGITS: Final = 12


@dataclass(frozen=True, slots=True)
class KnownEvent:
    """An event as it was: its id, its number in the order of making, and its mentions.

    ``mentions`` is empty for one that was merged into another.
    """

    id: str
    made: int
    mentions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Identified:
    """What the ids of the events are now.

    Attributes:
        events: The mentions of each event by its id.
        made: New events in the order of making.
        successors: For each event that ended, the one that most of its mentions are in now; None where no
            mention of it is left.
    """

    events: Mapping[str, Sequence[str]]
    made: tuple[str, ...]
    successors: Mapping[str, str | None]


def identify(known: Collection[KnownEvent], groups: Collection[Sequence[str]]) -> Identified:
    """Give every group of mentions an id; the same whatever order they come in."""
    ordered = sorted(map(sorted, groups))
    group_of = {mention: number for number, group in enumerate(ordered) for mention in group}
    heirs = {event.id: heir for event in known if (heir := _heir(event, group_of, ordered)) is not None}
    kept: dict[int, str] = {}
    for event in sorted(known, key=lambda event: event.made):
        if event.id in heirs:
            kept.setdefault(heirs[event.id], event.id)
    taken = {event.id for event in known}
    made = []
    for number, group in enumerate(ordered):
        if number not in kept:
            kept[number] = _new_id(group[0], taken)
            taken.add(kept[number])
            made.append(kept[number])
    staying = set(kept.values())
    ended = [event for event in known if event.mentions and event.id not in staying]
    return Identified(
        events={kept[number]: group for number, group in enumerate(ordered)},
        made=tuple(made),
        successors={event.id: kept[heirs[event.id]] if event.id in heirs else None for event in ended},
    )


def _heir(event: KnownEvent, group_of: Mapping[str, int], groups: Sequence[Sequence[str]]) -> int | None:
    """The group that has most of an event's mentions; of two alike, the one with the first mention."""
    counts = Counter(group_of[mention] for mention in event.mentions if mention in group_of)
    return min(counts, key=lambda number: (-counts[number], groups[number]), default=None)


def _new_id(first: str, taken: Collection[str]) -> str:
    """From the event's first mention, so that the same articles make the same ids in every project."""
    turn = 0
    while (found := _hash(first, turn)) in taken:
        turn += 1
    return found


def _hash(first: str, turn: int) -> str:
    return "e" + hashlib.sha256(f"event\n{first}\n{turn}".encode()).hexdigest()[:_DIGITS]

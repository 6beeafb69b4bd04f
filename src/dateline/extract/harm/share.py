"""Which event the harmed of an article are of: every count is weighed against every event."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from dateline.extract.harm.features import (
    MAX_SENTENCES_AFTER,
    MAX_SENTENCES_BEFORE,
    count_features,
    nearest_root,
    pair_features,
)
from dateline.extract.harm.find import KINDS, FoundCount, HarmKind
from dateline.extract.linear import LinearModel, load_model
from dateline.extract.occurrence import Occurrence
from dateline.parse import Parsed
from dateline.records import Count

# From this probability on a count is an event's; chosen by five folds over the training
# articles, where 0.2 to 0.3 do alike; low, for of the many pairs of count and event few are so.
THRESHOLD: Final = 0.25
EventCounts = dict[HarmKind, tuple[Count, ...]]


@dataclass(frozen=True, slots=True)
class SharedCounts:
    """The counts of each of an article's events."""

    events: tuple[tuple[Occurrence, EventCounts], ...]

    def of(self, occurrence: Occurrence) -> tuple[tuple[Count, ...], tuple[Count, ...], tuple[Count, ...]]:
        """The arrested, injured and killed of one event."""
        given = next(counts for event, counts in self.events if event is occurrence)
        return given["arrested"], given["injured"], given["killed"]


def share_counts(
    parsed: Parsed, found: Sequence[FoundCount], occurrences: Sequence[Occurrence]
) -> SharedCounts:
    """Give each count to the likeliest event, and to each event the likeliest count of each kind."""
    if not found:
        nothing: EventCounts = dict.fromkeys(KINDS, ())
        return SharedCounts(tuple((event, nothing) for event in occurrences))
    chances = weigh(parsed, found, occurrences, load_model("harm.json.gz"))
    given = choose(found, chances, THRESHOLD)
    return SharedCounts(
        tuple(
            (event, {kind: _counts(found, given.get((at, kind))) for kind in KINDS})
            for at, event in enumerate(occurrences)
        )
    )


def weigh(
    parsed: Parsed, found: Sequence[FoundCount], occurrences: Sequence[Occurrence], model: LinearModel
) -> list[list[float]]:
    """For each count, the probability that it is of each event."""
    table = []
    for item in found:
        own = count_features(parsed, item, found)
        row = []
        for event in occurrences:
            others = [o for o in occurrences if o is not event]
            near = within_reach(parsed, item, event)
            row.append(model.probability(own + pair_features(parsed, item, event, others)) if near else 0.0)
        table.append(row)
    return table


def within_reach(parsed: Parsed, found: FoundCount, occurrence: Occurrence) -> bool:
    """Whether a count is near enough to an event's words to be weighed."""
    if occurrence.status.value in ("planned", "called_off"):
        return False
    apart = found.sentence - parsed.sentence_of(nearest_root(occurrence, found).i)
    return -MAX_SENTENCES_BEFORE <= apart <= MAX_SENTENCES_AFTER


def choose(
    found: Sequence[FoundCount], chances: Sequence[Sequence[float]], threshold: float
) -> dict[tuple[int, HarmKind], tuple[int, float]]:
    """Of each event and kind, the number of the count that it is given, and its probability."""
    best: dict[tuple[int, HarmKind], tuple[int, float]] = {}
    for number, (item, row) in enumerate(zip(found, chances, strict=True)):
        if not row:
            continue
        chance = max(row)
        key = (row.index(chance), item.kind)
        if chance >= threshold and (key not in best or chance > best[key][1]):
            best[key] = (number, chance)
    return best


def _counts(found: Sequence[FoundCount], given: tuple[int, float] | None) -> tuple[Count, ...]:
    if given is None:
        return ()
    number, chance = given
    return (replace(found[number].count, confidence=round(chance, 3), by="harm.judge/1"),)

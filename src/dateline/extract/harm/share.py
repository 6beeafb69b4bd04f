"""Which event the harmed of an article are of: every count is weighed against every event."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from dateline.extract.harm.features import (
    MAX_SENTENCES_AFTER,
    MAX_SENTENCES_BEFORE,
    Peers,
    count_features,
    nearest_root,
    pair_features,
)
from dateline.extract.harm.find import KINDS, FoundCount, HarmKind
from dateline.extract.linear import LinearModel, load_model
from dateline.extract.occurrence import Occurrence
from dateline.parse import Parsed
from dateline.records import Count
from dateline.records.ids import value_id

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
    return SharedCounts(
        tuple(
            (event, {kind: _counts(parsed, found, chances, (at, kind)) for kind in KINDS})
            for at, event in enumerate(occurrences)
        )
    )


def weigh(
    parsed: Parsed, found: Sequence[FoundCount], occurrences: Sequence[Occurrence], model: LinearModel
) -> list[list[float]]:
    """For each count, the probability that it is of each event."""
    table = []
    peers = Peers.by_kind(found)
    for item in found:
        own = count_features(parsed, item, peers[item.kind])
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


def _counts(
    parsed: Parsed, found: Sequence[FoundCount], chances: Sequence[Sequence[float]], key: tuple[int, HarmKind]
) -> tuple[Count, ...]:
    """An event's counts of a kind: one; where claimants differ, the whole range and then each claim."""
    event, kind = key
    own = [
        replace(item.count, confidence=round(row[event], 3), by="harm.judge/1")
        for item, row in zip(found, chances, strict=True)
        if item.kind == kind and row.index(max(row)) == event and row[event] >= THRESHOLD
    ]
    if not own:
        return ()
    best = max(own, key=lambda count: count.confidence)
    claims = (best, *(count for count in own if _contradict(count, best)))
    return claims if len(claims) == 1 else (_range_of(parsed, kind, claims), *claims)


def _contradict(one: Count, other: Count) -> bool:
    """Whether two claimants give figures for the same people that cannot both be right."""
    if one.claimant is None or other.claimant is None or one.claimant.name == other.claimant.name:
        return False
    lows = [count.low or 0 for count in (one, other)]
    highs = [float("inf") if count.high is None else count.high for count in (one, other)]
    return (one.who, one.about) == (other.who, other.about) and max(lows) > min(highs)


def _range_of(parsed: Parsed, kind: HarmKind, claims: Sequence[Count]) -> Count:
    """From the lowest to the highest claim, said by nobody: what a table can show in one cell."""
    lows, highs = [c.low for c in claims], [c.high for c in claims]
    low = None if None in lows else min(low for low in lows if low is not None)
    high = None if None in highs else max(high for high in highs if high is not None)
    spans = tuple(claim.evidence[0] for claim in claims)
    return replace(
        claims[0],
        id=value_id(parsed.article.id, f"{kind}.claims", spans[0].start, spans[0].end),
        low=low,
        high=high,
        bound="at_most" if low is None else "at_least" if high is None else "range",
        words="; ".join(claim.words for claim in claims),
        claimant=None,
        confidence=min(claim.confidence for claim in claims),
        evidence=spans,
        by="harm.claims/1",
    )

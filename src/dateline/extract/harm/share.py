"""Which event the harmed of an article are of: every count is weighed against every event."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from dateline.extract.considered import Considered, Judgement, taken
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
    return SharedCounts(
        tuple(
            (event, {kind: _counts(parsed, kind, own) for kind in KINDS})
            for event, own in zip(occurrences, considered_counts(parsed, found, occurrences), strict=True)
        )
    )


def considered_counts(
    parsed: Parsed, found: Sequence[FoundCount], occurrences: Sequence[Occurrence]
) -> list[list[Considered[FoundCount]]]:
    """For each event the counts within its reach as they were weighed, in the order of the text."""
    table = weigh(parsed, found, occurrences, load_model("harm.json.gz"))
    return [_ruled(at, table) for at in range(len(occurrences))]


def weigh(
    parsed: Parsed, found: Sequence[FoundCount], occurrences: Sequence[Occurrence], model: LinearModel
) -> list[list[Considered[FoundCount]]]:
    """For each count, how likely it is of each event; without a judgement where that is out of its reach."""
    table = []
    peers = Peers.by_kind(found)
    for item in found:
        own = count_features(parsed, item, peers[item.kind])
        row = []
        for event in occurrences:
            if not within_reach(parsed, item, event):
                row.append(Considered(item, 0.0))
                continue
            others = [o for o in occurrences if o is not event]
            features = own + pair_features(parsed, item, event, others)
            row.append(Considered(item, model.probability(features), (Judgement(model, features),)))
        table.append(row)
    return table


def _ruled(event: int, table: Sequence[Sequence[Considered[FoundCount]]]) -> list[Considered[FoundCount]]:
    """Of each kind the likeliest count, and those of other claimants that contradict it."""
    near = [_of_this_event(event, row) for row in table if row[event].judged]
    best: dict[HarmKind, Considered[FoundCount]] = {}
    for one in taken(near):
        known = best.setdefault(one.item.kind, one)
        if round(one.chance, 3) > round(known.chance, 3):
            best[one.item.kind] = one
    return [_beside(one, best[one.item.kind]) if one.taken else one for one in near]


def _beside(one: Considered[FoundCount], best: Considered[FoundCount]) -> Considered[FoundCount]:
    kept = one is best or _contradict(one.item.count, best.item.count)
    return one if kept else one.passed_over("less_likely")


def _of_this_event(event: int, row: Sequence[Considered[FoundCount]]) -> Considered[FoundCount]:
    one = row[event]
    if one.chance < THRESHOLD:
        return one.passed_over("below_threshold")
    likeliest = max(row, key=lambda other: other.chance)
    return one if likeliest is one else one.passed_over("another_event")


def within_reach(parsed: Parsed, found: FoundCount, occurrence: Occurrence) -> bool:
    """Whether a count is near enough to an event's words to be weighed."""
    if occurrence.status.value in ("planned", "called_off"):
        return False
    apart = found.sentence - parsed.sentence_of(nearest_root(occurrence, found).i)
    return -MAX_SENTENCES_BEFORE <= apart <= MAX_SENTENCES_AFTER


def _counts(
    parsed: Parsed, kind: HarmKind, considered: Sequence[Considered[FoundCount]]
) -> tuple[Count, ...]:
    """An event's counts of a kind: one; where claimants differ, the whole range and then each claim."""
    own = [as_judged(one) for one in taken(considered) if one.item.kind == kind]
    if not own:
        return ()
    best = max(own, key=lambda count: count.confidence)
    claims = (best, *(count for count in own if count is not best))
    return claims if len(claims) == 1 else (_range_of(parsed, kind, claims), *claims)


def as_judged(one: Considered[FoundCount]) -> Count:
    """The count under the judge's name, as likely as it was found."""
    return replace(one.item.count, confidence=round(one.chance, 3), by="harm.judge/1")


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

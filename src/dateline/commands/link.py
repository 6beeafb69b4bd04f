"""``dateline link``: the mentions of a project into events, why, and what people decide on them."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from itertools import batched
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import Connection

from dateline.engine.pool import usable_cores
from dateline.errors import StoreError, UsageError
from dateline.link import reprint
from dateline.link.decided import Decided, Verb
from dateline.link.description import Description, describe
from dateline.link.estimate import estimate
from dateline.link.identity import KnownEvent, identify
from dateline.link.linking import Evidence, Grouped, link, strongest
from dateline.link.scoring import table
from dateline.link.spread import spread
from dateline.link.weights import Weights, shipped
from dateline.store import linking as kept
from dateline.store.linking import Kind, Linked, Reading, StoredLink
from dateline.store.opened import Store, open_store

if TYPE_CHECKING:
    import pyarrow as pa

_TURNS: Final = 5
_READINGS_OF_A_PART: Final = 500  # a second of work
_FEWEST_TO_SPREAD: Final = 5_000  # readings from which on a second process pays for its start
_MOST_COMPARED: Final = 2_000  # pairs of two events, for a reason
_VERBS: Final[Mapping[Kind, Verb]] = {
    "event_merge": "merge",
    "event_split": "split",
    "event_pin": "pin",
    "event_unpin": "unpin",
}
_compact: Final = json.JSONEncoder(separators=(",", ":")).encode


@dataclass(frozen=True, slots=True)
class LinkSummary:
    """What linking a project came to."""

    name: str
    mentions: int
    events: int
    new: int
    ended: int
    reprints: int
    pairs: int
    weights: str

    def lines(self) -> list[str]:
        """In words."""
        changed = (
            f"{self.new:,} of them new, {self.ended:,} ended" if self.new or self.ended else "none changed"
        )
        return [
            f"{self.name}: {self.mentions:,} mentions in {self.events:,} events, {changed}",
            f"  {self.pairs:,} pairs compared, weights {self.weights}; "
            f"{self.reprints:,} articles reprint another one's text",
        ]


def link_project(name: str, workers: int | None = None) -> LinkSummary:
    """Group all mentions of a project into events, from scratch; what people decided on them holds.

    Either all of it is kept or, when it is interrupted, nothing.

    Args:
        name: The project.
        workers: Processes at a time; by default one for each core, and one for a project that is small.

    Raises:
        StoreError: There is no such project, it cannot be written, or it changes all the time.
        UsageError: What linking needs is not installed.
    """
    store = open_store(name)
    for _ in range(_TURNS):
        with store.reading() as connection:
            before = kept.state(connection)
            weights, taken = _weights(connection), _Taken.of(connection)
            spread_to = workers or _workers(before)
            grouped = link(taken.described(connection, spread_to), weights, taken.decided, spread_to)
        linked = _linked(taken, grouped)
        with store.writing() as connection:
            if kept.state(connection) == before:
                kept.keep_sketches(connection, taken.new_sketches)
                kept.keep(connection, linked)
                return _summary(store, weights, grouped, linked)
    raise StoreError(
        f"{store.name}: others add to it faster than it can be linked; link it when they have ended"
    )


def _workers(state: tuple[int, int]) -> int:
    return usable_cores() if state[0] >= _FEWEST_TO_SPREAD else 1


@dataclass(slots=True)
class _Taken:
    """What linking takes from a project."""

    decided: Decided
    known: list[KnownEvent]
    sketches: dict[str, bytes]
    new_sketches: dict[str, bytes]
    printed: list[tuple[str, str]]

    @classmethod
    def of(cls, connection: Connection) -> _Taken:
        return cls(
            decided=_decided(connection),
            known=[KnownEvent(e.id, e.made, e.mentions) for e in kept.events(connection)],
            sketches=kept.sketches(connection),
            new_sketches={},
            printed=[],
        )

    def described(self, connection: Connection, workers: int) -> Iterator[pa.Table]:
        """Of all mentions; notes on the way when each article was printed, and what its text is made of."""
        given = ((reading, reading.article not in self.sketches) for reading in kept.readings(connection))
        for part in spread(_describing, batched(given, _READINGS_OF_A_PART), workers):
            self.printed += part.printed
            self.sketches |= part.sketches
            self.new_sketches |= part.sketches
            yield part.described

    def firsts(self) -> dict[str, str]:
        """The articles that reprint a text, and where it came first."""
        ordered = [(article, self.sketches[article]) for _, article in sorted(self.printed)]
        return reprint.firsts([(article, sketch) for article, sketch in ordered if sketch])


@dataclass(frozen=True, slots=True)
class _Part:
    """Some readings: their mentions described, when the articles were printed, signatures of the texts."""

    described: pa.Table
    printed: list[tuple[str, str]]
    sketches: dict[str, bytes]


def _describing() -> Callable[[Sequence[tuple[Reading, bool]]], _Part]:
    return _describe_some


def _describe_some(readings: Sequence[tuple[Reading, bool]]) -> _Part:
    """Describe the mentions of readings; those marked so get a signature of their text too."""
    described: list[Description] = []
    printed: list[tuple[str, str]] = []
    sketches: dict[str, bytes] = {}
    for reading, unsketched in readings:
        found = reading.record()
        if found["mentions"]:
            described += describe(found, reading.text)
            printed.append((found["article"]["published"] or "9999", reading.article))
            if unsketched:
                sketches[reading.article] = reprint.sketch(reading.text) or b""
    return _Part(table(described), printed, sketches)


def _linked(taken: _Taken, grouped: Grouped) -> Linked:
    found = identify(taken.known, grouped.events)
    of = {mention: event for event, mentions in found.events.items() for mention in mentions}
    related = {}
    for one, other in grouped.countered:
        if of[one] != of[other]:
            related[min(of[one], of[other]), max(of[one], of[other])] = "counter_to"
    return Linked(
        events=found.events,
        made=found.made,
        successors=found.successors,
        links=[StoredLink(e.one, e.other, round(e.bits, 3), _by_field(e)) for e in grouped.evidence],
        related=related,
        firsts=taken.firsts(),
    )


def _by_field(evidence: Evidence) -> str:
    return _compact({r.question: [r.answer, round(r.bits, 3)] for r in evidence.reasons})


def _summary(store: Store, weights: Weights, grouped: Grouped, linked: Linked) -> LinkSummary:
    return LinkSummary(
        name=store.name,
        mentions=grouped.mentions,
        events=len(linked.events),
        new=len(linked.made),
        ended=len(linked.successors),
        reprints=len(linked.firsts),
        pairs=grouped.pairs,
        weights=weights.version,
    )


def _weights(connection: Connection) -> Weights:
    own = kept.weights(connection)
    return Weights.from_json(own) if own is not None else shipped()


def _decided(connection: Connection) -> Decided:
    decided = Decided()
    for decision in kept.decisions(connection):
        decided.decide(_VERBS[decision.kind], decision.mentions)
    return decided


def merge(name: str, events: Sequence[str]) -> str:
    """Decide that two events or more are one; what was noted, in words.

    Raises:
        StoreError: There is no such project or event.
        UsageError: They are one already.
    """
    with open_store(name).writing() as connection:
        found = list(dict.fromkeys(kept.known_event(connection, event) for event in events))
        if len(found) < 2:
            raise UsageError(f"{' and '.join(events)} are one event already")
        kept.decide(connection, "event_merge", [kept.members(connection, event) for event in found])
    return f"noted: {' and '.join(found)} are one event"


def split(name: str, event: str, mentions: Sequence[str]) -> str:
    """Decide that some mentions of an event are another event; what was noted, in words.

    Raises:
        StoreError: There is no such project or event.
        UsageError: They are not mentions of it, or all of them.
    """
    with open_store(name).writing() as connection:
        event = kept.known_event(connection, event)
        all_of = kept.members(connection, event)
        if strange := [mention for mention in mentions if mention not in all_of]:
            raise UsageError(
                f"{strange[0]} is no mention of {event}; 'dateline event {event} --from ...' lists them"
            )
        rest = [mention for mention in all_of if mention not in mentions]
        if not rest or not mentions:
            raise UsageError(f"{event} has {len(all_of)} mentions; name some of them, not all and not none")
        kept.decide(connection, "event_split", [sorted(set(mentions)), rest])
    return f"noted: {len(set(mentions))} of {len(all_of)} mentions of {event} are another event"


def pin(name: str, event: str, *, lift: bool = False) -> str:
    """Decide that an event has the mentions that it has and no others, or lift that; in words.

    Raises:
        StoreError: There is no such project or event.
    """
    with open_store(name).writing() as connection:
        event = kept.known_event(connection, event)
        kept.decide(connection, "event_unpin" if lift else "event_pin", [kept.members(connection, event)])
    return f"noted: {event} {'may change again' if lift else 'stays as it is'}"


@dataclass(frozen=True, slots=True)
class Why:
    """Why two mentions, or the two of two events that are most alike, are one event or are not."""

    evidence: Evidence
    told: tuple[str, str]
    events: tuple[str | None, str | None]

    def lines(self) -> list[str]:
        """In words, for and against."""
        one, other = self.events
        said = "speaks for one event" if self.evidence.bits > 0 else "speaks for two events"
        rows = [(r.question, r.words, r.bits) for r in self.evidence.reasons]
        return [
            f"{self.evidence.one}  {self.told[0]}",
            f"{self.evidence.other}  {self.told[1]}",
            f"The evidence {said}: {self.evidence.bits:+.1f} bits.",
            *(f"  {question:<8}{bits:+6.1f}  {words}" for question, words, bits in rows),
            f"  {'prior':<8}{self.evidence.bits - sum(b for *_, b in rows):+6.1f}  before any answer",
            f"Both are in {one}."
            if one == other and one
            else f"They are in {one or 'no event'} and {other or 'no event'}.",
            *self._caveat(),
        ]

    def _caveat(self) -> list[str]:
        together = self.events[0] is not None and self.events[0] == self.events[1]
        if together and self.evidence.bits <= 0:
            return ["They are together through other mentions, or because somebody decided so."]
        if not together and self.evidence.bits > 0:
            return ["They are apart: the events' other mentions speak against it, or somebody decided so."]
        return []

    def as_json(self) -> str:
        """The same as one JSON object."""
        return json.dumps(
            {**asdict(self.evidence), "events": self.events, "told": self.told}, ensure_ascii=False
        )


def why(name: str, one: str, other: str) -> Why:
    """Compare two mentions, or the mentions of two events.

    Raises:
        StoreError: There is no such project, mention or event.
        UsageError: Both are the same, or what linking needs is not installed.
    """
    with open_store(name).reading() as connection:
        sides = [_named(connection, named) for named in (one, other)]
        if sides[0] & sides[1]:
            raise UsageError(f"{one} and {other} are one event; name two of its mentions")
        found, told = _described(connection, sides[0] | sides[1])
        weights = _weights(connection)
        mine, theirs = ([found[m] for m in sorted(side) if m in found] for side in sides)
        if len(mine) * len(theirs) > _MOST_COMPARED:
            raise UsageError(f"{one} and {other} have too many mentions to compare all; name two mentions")
        best = strongest(mine, theirs, weights)
        events = (kept.event_of(connection, best.one), kept.event_of(connection, best.other))
    return Why(best, (told[best.one], told[best.other]), events)


def _named(connection: Connection, name: str) -> set[str]:
    """A mention, or the mentions of an event."""
    if kept.article_of(connection, [name]):
        return {name}
    return set(kept.members(connection, kept.known_event(connection, name)))


def _described(connection: Connection, wanted: set[str]) -> tuple[dict[str, Description], dict[str, str]]:
    articles = sorted(set(kept.article_of(connection, sorted(wanted)).values()))
    found: dict[str, Description] = {}
    told: dict[str, str] = {}
    for reading in kept.readings(connection, articles):
        record = reading.record()
        for description in describe(record, reading.text):
            if description.mention in wanted:
                found[description.mention] = description
        told |= {m["id"]: _told(record["article"], m) for m in record["mentions"]}
    if missing := sorted(wanted - found.keys()):
        raise StoreError(f"mention {missing[0]} is not in the last reading of its article")
    return found, told


def _told(article: dict[str, Any], mention: dict[str, Any]) -> str:
    published, form = article["published"] or "no date", mention["form"]["value"]
    return f"{article['id']}, {published}: {form}, “{mention['trigger'][0]['quote']}”"


def reweigh(name: str, seed: int | None) -> str:
    """Estimate a project's own weights and keep them in it; without a seed, go back to the shipped ones.

    Raises:
        StoreError: There is no such project, or it cannot be written.
        UsageError: It has too few mentions.
    """
    store = open_store(name)
    if seed is None:
        with store.writing() as connection:
            kept.keep_weights(connection, None, shipped().version)
        return f"noted: the weights that come with Dateline ({shipped().version})"
    with store.reading() as connection:
        described = _Taken.of(connection).described(connection, _workers(kept.state(connection)))
        made = estimate(described, shipped(), seed)
    with store.writing() as connection:
        kept.keep_weights(connection, made.to_json(), made.version)
    return f"noted: weights {made.version}, estimated from {made.source}"

"""Told: an article with its events, its mentions and all that was weighed for them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from dateline.explain.reasons import explained
from dateline.explain.rules import rule_of
from dateline.extract.assemble import Parts
from dateline.extract.considered import Considered
from dateline.extract.considered import Judgement as Given
from dateline.extract.counted import find_counted
from dateline.extract.event.describe import Judged
from dateline.extract.event.find import Group
from dateline.extract.event.pairs import PairView
from dateline.extract.harm import FoundCount, considered_counts, find_counts
from dateline.extract.occurrence import Occurrence
from dateline.parse import Parsed
from dateline.pipeline import Tools, fill_in, find_parts, look_up, split
from dateline.records import Mention, Span
from dateline.records.explanation import Judgement, Slot, Weighed, WhyNot
from dateline.show.sheet import heading_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """An article as it was read.

    Attributes:
        parsed: The article.
        tools: What it was read with.
        relevance: What the gate gave it.
        reasons: How many of a judge's reasons are told.
        scored: All words that can name an event.
        groups: The events that they could name.
        occurrences: The events, in the order of the mentions.
        parts: What was found in the article; None where it has no event.
        counts: For each event the counts of arrested, injured and killed near it.
        mentions: The mentions, as coding gives them.
    """

    parsed: Parsed
    tools: Tools
    relevance: float
    reasons: int
    scored: Sequence[Judged]
    groups: Sequence[Considered[Group]]
    occurrences: tuple[Occurrence, ...]
    parts: Parts | None
    counts: Sequence[Sequence[Considered[FoundCount]]]
    mentions: tuple[Mention, ...]

    @classmethod
    def of(cls, parsed: Parsed, tools: Tools, relevance: float, reasons: int) -> Told:
        """Read an article by the steps of the pipeline, keeping what they weighed."""
        named = look_up(parsed, tools)
        scored = tools.events.scored(parsed, in_full=True)
        groups = tools.events.considered(parsed, scored, relevance)
        occurrences = split(parsed, tools, named, tools.events.occurrences(parsed, scored, groups))
        parts = find_parts(parsed, tools, named, occurrences) if occurrences else None
        return cls(
            parsed=parsed,
            tools=tools,
            relevance=relevance,
            reasons=reasons,
            scored=scored,
            groups=groups,
            occurrences=occurrences,
            parts=parts,
            counts=_counts(parts, tools, occurrences) if parts else (),
            mentions=fill_in(parts, tools, occurrences) if parts else (),
        )

    @property
    def pairs(self) -> PairView:
        """The article as pairs of its triggers are judged."""
        return PairView.of(self.parsed, [j.candidate for j in self.scored])

    def event(self, n: int) -> Event:
        """Event number ``n``, from 0."""
        assert self.parts is not None
        return Event(told=self, n=n, parts=self.parts)

    def heading(self, n: int) -> str:
        """An event in few words."""
        return heading_of(self.mentions[n])

    def judgements(self, questions: Sequence[str], given: Sequence[Given]) -> tuple[Judgement, ...]:
        """What judges made of one candidate, under the questions that were put to them."""
        return tuple(explained(q, g, self.reasons) for q, g in zip(questions, given, strict=True))


def _counts(
    parts: Parts, tools: Tools, occurrences: tuple[Occurrence, ...]
) -> list[list[Considered[FoundCount]]]:
    numbers = find_counted(parts.parsed, tools.own_sizes)
    found = find_counts(parts.parsed, parts.names, numbers)
    return considered_counts(parts.parsed, found, occurrences)


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One event of an article that was told."""

    told: Told
    n: int
    parts: Parts

    @property
    def parsed(self) -> Parsed:
        """The article."""
        return self.told.parsed

    @property
    def occurrence(self) -> Occurrence:
        """The event in the text."""
        return self.told.occurrences[self.n]

    @property
    def others(self) -> list[Occurrence]:
        """The article's other events, in the order that the pipeline gives them in."""
        return [o for o in self.told.occurrences if o is not self.occurrence]

    @property
    def mention(self) -> Mention:
        """The event as it is coded."""
        return self.told.mentions[self.n]

    @property
    def group(self) -> Group:
        """The words that name it, the surest first."""
        return self.considered.item

    @property
    def considered(self) -> Considered[Group]:
        """Those words, and how likely they are an event of its own."""
        start = self.occurrence.trigger[0].start
        return next(g for g in self.told.groups if g.item[0].candidate.tokens.start == start)


class _Coded(Protocol):
    @property
    def confidence(self) -> float: ...
    @property
    def evidence(self) -> tuple[Span, ...]: ...


def settled(
    slot: Slot,
    values: Iterable[tuple[_Coded, str, str]],
    weighed: Sequence[Weighed],
    dropped: WhyNot,
) -> list[Weighed]:
    """The values of a slot, each with what was weighed for it, then what was weighed and not taken.

    Args:
        slot: The field of the mention.
        values: Its values with the names of their rules, and in words.
        weighed: The candidates; those without ``why_not`` became values, or parts of values.
        dropped: Why a candidate that its judge took is in no value.
    """
    coded = [(value, by, words, _weighed_for(value, weighed)) for value, by, words in values]
    taken = [_value(slot, *one) for one in coded]
    used = {span for value, _, _, _ in coded for span in value.evidence}
    rest = [w for w in weighed if w.why_not is not None]
    rest += [replace(w, why_not=dropped) for w in weighed if w.why_not is None and w.words[0] not in used]
    return [*taken, *sorted(rest, key=lambda w: -(w.chance or 0.0))]


def _weighed_for(value: _Coded, weighed: Sequence[Weighed]) -> Weighed | None:
    """The candidate that a value rests on: of those whose words are its evidence, the likeliest."""
    spans = set(value.evidence)
    own = [w for w in weighed if w.why_not is None and w.words[0] in spans]
    return max(own, key=lambda w: w.chance or 0.0, default=None)


def _value(slot: Slot, value: _Coded, by: str, words: str, weighed: Weighed | None) -> Weighed:
    found = weighed or Weighed(slot=slot, value=words, words=value.evidence, by=by)
    return replace(
        found, value=words, words=value.evidence, by=by, rule=rule_of(by), confidence=value.confidence
    )

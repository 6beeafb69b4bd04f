"""What the police did at an event: words that may tell of it, weighed by two judges."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from dateline.extract.considered import Considered, Judgement, taken
from dateline.extract.linear import load_model
from dateline.extract.occurrence import Occurrence
from dateline.extract.police.candidates import Candidate, find_candidates
from dateline.extract.police.features import event_features, told_features
from dateline.parse import Parsed
from dateline.records import Count, PoliceAction
from dateline.records.ids import value_id
from dateline.records.lists import PoliceActionName

# An event has an action from this probability on; chosen by five-fold prediction of the training articles.
THRESHOLD: Final = 0.3
# Sentences before and behind an event's words in which its police actions are looked for.
_BEFORE: Final = 3
_BEHIND: Final = 15
# A rival event less sure than this takes no action away; chosen on the development articles.
_RIVAL: Final = 0.6


@dataclass(frozen=True, slots=True)
class Found:
    """A candidate and the probability that it tells of police action at any of the article's events."""

    candidate: Candidate
    chance: float
    judged: Judgement


def find_police(parsed: Parsed) -> tuple[Found, ...]:
    """The police actions that the article tells of, in order."""
    candidates = find_candidates(parsed)
    judge = load_model("police-told.json.gz")
    found = []
    for candidate in candidates:
        features = told_features(parsed, candidate, candidates)
        found.append(Found(candidate, judge.probability(features), Judgement(judge, features)))
    return tuple(found)


def police_of_event(
    parsed: Parsed,
    occurrence: Occurrence,
    found: Sequence[Found],
    others: Sequence[Occurrence] = (),
    arrested: Sequence[Count] = (),
) -> tuple[PoliceAction, ...]:
    """The actions at an event, each once, by its surest words, in the order of the text.

    Args:
        parsed: The article.
        occurrence: The event.
        found: What ``find_police`` gave for the article.
        others: The article's other events: an action is told of one of them, seldom of two.
        arrested: The event's counts of arrested people, which say that arrests were made.
    """
    actions: dict[PoliceActionName, list[tuple[float, Candidate]]] = {}
    for one in taken(considered_police(parsed, occurrence, found, others)):
        actions.setdefault(one.item.value, []).append((one.chance, one.item))
    told = [_action(parsed, value, group) for value, group in actions.items()]
    if arrested and "arrests" not in actions:
        told.append(_of_arrested(parsed, arrested[0]))
    return tuple(sorted(told, key=lambda a: (a.evidence[0].start, a.value)))


def considered_police(
    parsed: Parsed, occurrence: Occurrence, found: Sequence[Found], others: Sequence[Occurrence] = ()
) -> list[Considered[Candidate]]:
    """The words near an event that may tell of an action, as they were weighed, in the order of the text."""
    judge = load_model("police-event.json.gz")
    rivals = [other for other in others if other.confidence >= _RIVAL]
    weighed = []
    for f in found:
        if is_near(parsed, f.candidate, occurrence):
            features = event_features(parsed, f.candidate, occurrence, rivals)
            chance = f.chance * judge.probability(features)
            one = Considered(f.candidate, chance, (f.judged, Judgement(judge, features)))
            weighed.append(one if chance >= THRESHOLD else one.passed_over("below_threshold"))
    return weighed


def is_near(parsed: Parsed, candidate: Candidate, occurrence: Occurrence) -> bool:
    """Whether an action stands where an event's actions are looked for."""
    sentences = {parsed.sentence_of(t.root.i) for t in occurrence.trigger}
    return any(-_BEFORE <= candidate.sentence - s <= _BEHIND for s in sentences)


def _action(parsed: Parsed, value: PoliceActionName, group: list[tuple[float, Candidate]]) -> PoliceAction:
    ranked = sorted(group, key=lambda pair: (-pair[0], pair[1].span.start))
    first = ranked[0][1].span
    return PoliceAction(
        id=value_id(parsed.article.id, f"police.{value}", first.start, first.end),
        value=value,
        confidence=round(ranked[0][0], 3),
        evidence=tuple(dict.fromkeys(c.span for _, c in ranked))[:3],
        by="police.judge/1",
    )


def _of_arrested(parsed: Parsed, count: Count) -> PoliceAction:
    """Arrests that the article tells of by their number: the word that says so comes first."""
    words = count.evidence[-1]
    return PoliceAction(
        id=value_id(parsed.article.id, "police.arrests", words.start, words.end),
        value="arrests",
        confidence=count.confidence,
        evidence=tuple(reversed(count.evidence)),
        by="police.arrested/1",
    )

"""Why an event has its issues, its police actions, its violence and damage, its wave and its relations."""

from __future__ import annotations

from collections.abc import Iterator

from dateline.explain.rules import rule_of
from dateline.explain.told import Event, settled
from dateline.extract.considered import Considered
from dateline.extract.issue.clauses import Clause
from dateline.extract.issue.find import THRESHOLD as ISSUE_NEEDED
from dateline.extract.police.candidates import Candidate
from dateline.extract.police.find import THRESHOLD as POLICE_NEEDED
from dateline.extract.police.find import considered_police
from dateline.records.explanation import Slot, Weighed
from dateline.records.values import Evidence
from dateline.show.sheet import read_issue, read_violence


def issues(event: Event) -> list[Weighed]:
    """The issues, and the other phrases that were weighed."""
    finder = event.told.tools.issues
    considered = finder.considered(event.parsed, event.parts.clauses, event.occurrence, in_full=True)
    weighed = [_clause(event, one) for one in considered]
    values = [(issue, issue.by, read_issue(issue)) for issue in event.mention.issues]
    return settled("issues", values, weighed, "told_again")


def _clause(event: Event, one: Considered[Clause]) -> Weighed:
    issue = event.told.tools.issues.issue(event.parsed, one)
    return Weighed(
        slot="issues",
        value=read_issue(issue),
        words=issue.evidence,
        by=issue.by,
        chance=round(one.chance, 3),
        needed=ISSUE_NEEDED,
        why_not=one.why_not,
        judgements=event.told.judgements(["Is it what the event is for or against?"], one.judged),
    )


def police(event: Event) -> list[Weighed]:
    """The police actions, and the other words that may tell of one."""
    considered = considered_police(event.parsed, event.occurrence, event.parts.police, event.others)
    weighed = [_action(event, one) for one in considered]
    found = []
    for action in event.mention.police:
        name = _plain(action.value)
        of_value = [w for w in weighed if w.value == name]
        found += settled("police", [(action, action.by, name)], of_value, "told_again")
    coded = {_plain(action.value) for action in event.mention.police}
    rest = settled("police", [], [w for w in weighed if w.value not in coded], "told_again")
    return sorted([*found, *rest], key=lambda w: (w.why_not is not None, -(w.chance or 0.0)))


def _action(event: Event, one: Considered[Candidate]) -> Weighed:
    questions = ["Do the words tell of police action?", "Was it at this event?"]
    return Weighed(
        slot="police",
        value=_plain(one.item.value),
        words=(one.item.span,),
        by="police.judge/1",
        chance=round(one.chance, 3),
        needed=POLICE_NEEDED,
        why_not=one.why_not,
        judgements=event.told.judgements(questions, one.judged),
    )


def by_rule(event: Event) -> Iterator[Weighed]:
    """What rules alone read: a wave, force and damage, relations to the article's other events."""
    mention = event.mention
    if wave := mention.wave:
        yield _ruled("wave", wave.words, wave.evidence, wave.by, wave.confidence)
    for violence in mention.violence:
        yield _ruled(
            "violence", read_violence(violence), violence.evidence, violence.rule, violence.confidence
        )
    for damage in mention.damage:
        yield _ruled("damage", damage.words, damage.evidence, damage.by, damage.confidence)
    headings = {other.id: event.told.heading(n) for n, other in enumerate(event.told.mentions)}
    for relation in mention.relations:
        words = f"{_plain(relation.kind)}: {headings[relation.mention]}"
        yield _ruled("relations", words, (), "relation/1", None)


def _ruled(slot: Slot, value: str, words: Evidence, by: str, confidence: float | None) -> Weighed:
    return Weighed(slot=slot, value=value, words=words, by=by, rule=rule_of(by), confidence=confidence)


def _plain(word: str) -> str:
    return word.replace("_", " ")

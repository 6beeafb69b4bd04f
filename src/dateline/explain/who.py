"""Why an event has its organizers, participants and targets."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from dateline.explain.told import Event, settled
from dateline.extract.actor.roles import FURTHER, MAX_ACTORS, ROLES, THRESHOLDS, Cast, Role
from dateline.extract.assemble import is_where
from dateline.extract.considered import Considered
from dateline.extract.considered import Judgement as Given
from dateline.records import Actor
from dateline.records.explanation import Weighed
from dateline.show.sheet import read_actor

_QUESTIONS: dict[Role, str] = {
    "organizers": "Did they call or lead it?",
    "participants": "Did they take part?",
    "targets": "Is the claim addressed to them, or against them?",
}
_FURTHER = "The likeliest of a role needs less than any further one beside it."
# A phrase is told under a second role from this part of what that needs.
_NEARLY = 0.5


def actors(event: Event) -> Iterator[Weighed]:
    """The actors of each role, and the phrases that were weighed for it."""
    considered = event.told.tools.actors.considered(
        event.parsed, event.parts.phrases, event.occurrence, in_full=True
    )
    for role in ROLES:
        yield from _of_role(event, role, considered)


def _of_role(event: Event, role: Role, considered: Sequence[Considered[Cast]]) -> list[Weighed]:
    found: tuple[Actor, ...] = getattr(event.mention, role)
    weighed = [_as_cast(event, one) for one in considered if one.item.role == role]
    weighed += [w for one in considered if one.item.role != role for w in _in_second_role(event, role, one)]
    values = [(actor, actor.by, read_actor(actor)) for actor in found]
    rest = settled(role, values, weighed, "too_many")
    return [_named_after_place(event, w) if w.why_not == "too_many" else w for w in rest]


def _as_cast(event: Event, one: Considered[Cast]) -> Weighed:
    role = one.item.role
    actor = event.told.tools.actors.actor(event.parsed, event.parts.phrases, one)
    return Weighed(
        slot=role,
        value=read_actor(actor),
        words=actor.evidence,
        by=actor.by,
        chance=round(one.chance, 3),
        needed=FURTHER[role] if one.why_not == "less_likely" else THRESHOLDS[role],
        why_not=one.why_not,
        notes=(_FURTHER,) * (one.why_not == "less_likely"),
        judgements=event.told.judgements([_QUESTIONS[role]], one.judged),
    )


def _in_second_role(event: Event, role: Role, one: Considered[Cast]) -> Iterator[Weighed]:
    """A phrase under a role that it nearly had, where it has another."""
    judge = event.told.tools.actors.judges[role]
    given = Given(judge, one.judged[0].features)
    chance = judge.probability(given.features)
    if one.taken and chance >= _NEARLY * THRESHOLDS[role]:
        yield replace(
            _as_cast(event, one),
            slot=role,
            by=f"actor.{role}/1",
            chance=round(chance, 3),
            needed=THRESHOLDS[role],
            why_not="another_role",
            instead=one.item.role,
            judgements=event.told.judgements([_QUESTIONS[role]], [given]),
        )


def _named_after_place(event: Event, weighed: Weighed) -> Weighed:
    """What the judge took and the record has not: a town that is where it was, else one too many."""
    name = weighed.value.rsplit(", ", maxsplit=1)[0].split(" (", maxsplit=1)[0]
    place = event.mention.place
    if weighed.slot == "targets" and place is not None and is_where(name, place):
        return replace(weighed, why_not="is_the_place", instead=place.name)
    return replace(weighed, notes=(*weighed.notes, f"The greatest number of a role is {MAX_ACTORS}."))

"""A mention from its parts: every question put to one event, the answers in one typed record."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

from dateline.extract.actor import ActorFinder, Phrases
from dateline.extract.date import date_of_event
from dateline.extract.harm import SharedCounts
from dateline.extract.issue import Clauses, IssueFinder
from dateline.extract.occurrence import Occurrence
from dateline.extract.place import place_of_event, with_alternatives
from dateline.extract.police import Found as FoundPolice
from dateline.extract.police import police_of_event
from dateline.extract.relation import relations_of
from dateline.extract.size import sizes_of_event
from dateline.extract.size_judge import FoundNumber
from dateline.extract.statement.people import Directory
from dateline.extract.violence import Found as FoundViolence
from dateline.extract.violence import violence_of_event
from dateline.extract.wave import wave_of_event
from dateline.gazetteer import Gazetteer
from dateline.gazetteer.sources import countries
from dateline.parse import Parsed
from dateline.records import (
    Actor,
    EventPlace,
    Mention,
    MentionId,
    Name,
    PlaceChoice,
    Relation,
    Span,
    TimeExpression,
    Toponym,
)
from dateline.records.ids import value_id


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """What was found in an article, before it is given to its events."""

    parsed: Parsed
    names: tuple[Name, ...]
    places: tuple[Toponym, ...]
    others: Mapping[Span, tuple[PlaceChoice, ...]]
    times: tuple[TimeExpression, ...]
    sizes: tuple[FoundNumber, ...]
    police: tuple[FoundPolice, ...]
    violence: tuple[FoundViolence, ...]
    counts: SharedCounts
    phrases: Phrases
    directory: Directory
    clauses: Clauses
    gazetteer: Gazetteer
    actors: ActorFinder
    issues: IssueFinder


def mention_of(parts: Parts, occurrence: Occurrence, others: Sequence[Occurrence]) -> Mention:
    """The mention of one event, without its relations to ``others``, the rest of the article's events."""
    parsed = parts.parsed
    actors = {
        role: tuple(_with_office(actor, parts.directory) for actor in found)
        for role, found in parts.actors.find(parsed, parts.phrases, occurrence).items()
    }
    place = place_of_event(parsed, occurrence, places_for(parts, occurrence), parts.gazetteer)
    actors = {role: tuple(_of_country(actor, place) for actor in found) for role, found in actors.items()}
    violence, damage = violence_of_event(parsed, occurrence, parts.violence)
    arrested, injured, killed = parts.counts.of(occurrence)
    return Mention(
        id=mention_id(parsed, occurrence),
        main=occurrence.main,
        trigger=tuple(parsed.words(tokens) for tokens in occurrence.trigger),
        form=occurrence.form,
        status=occurrence.status,
        date=date_of_event(parsed, occurrence, parts.times),
        place=with_alternatives(place, parts.others),
        organizers=actors["organizers"],
        participants=actors["participants"],
        targets=tuple(a for a in actors["targets"] if not is_where(a.name, place)),
        sizes=sizes_of_event(parsed, occurrence, parts.sizes, others, parts.names),
        wave=wave_of_event(parsed, occurrence),
        issues=parts.issues.find(parsed, parts.clauses, occurrence),
        police=police_of_event(parsed, occurrence, parts.police, others, arrested),
        violence=violence,
        arrested=arrested,
        injured=injured,
        killed=killed,
        damage=damage,
    )


def is_where(name: str, place: EventPlace | None) -> bool:
    """Whether a "target" of this name is only the town that the event was in."""
    return place is not None and place.precision in ("site", "city") and name == place.name


# A government that the article names by no more than this is that of the event's country.
_BARE_GOVERNMENT = frozenset(("government", "governments", "central government", "national government"))


def _of_country(actor: Actor, place: EventPlace | None) -> Actor:
    """A bare "government" under its full name, where the event's country is known."""
    if place is None or place.country is None or actor.name.lower() not in _BARE_GOVERNMENT:
        return actor
    country = _countries().get(place.country)
    return actor if country is None else replace(actor, name=f"Government of {country}")


@cache
def _countries() -> dict[str, str]:
    return {code: str(row["name"]) for code, row in countries().items()}


def _with_office(actor: Actor, directory: Directory) -> Actor:
    """A person under the fullest name of the article, with the role and affiliation that it gives."""
    person = directory.find(actor.name) if actor.kind == "person" else None
    if person is None:
        return actor
    return replace(actor, name=person.name, role=person.role, affiliation=person.affiliation)


def mention_id(parsed: Parsed, occurrence: Occurrence) -> MentionId:
    """Hash of the article's id and the first trigger's span: the same for any version of the rules.

    Where one trigger names several events (marches in three towns), the second and later ones have
    their number in the hash too.
    """
    first = parsed.words(occurrence.trigger[0])
    field = "mention" if occurrence.order == 0 else f"mention.{occurrence.order}"
    return MentionId(value_id(parsed.article.id, field, first.start, first.end))


def places_for(parts: Parts, occurrence: Occurrence) -> tuple[Toponym, ...]:
    """The places that the event may have; one alone where the split by places has given it."""
    if occurrence.at is None:
        return parts.places
    return tuple(p for p in parts.places if p.evidence[0] == occurrence.at)


def related(
    parsed: Parsed, occurrences: Sequence[Occurrence], mentions: Sequence[Mention]
) -> tuple[Mention, ...]:
    """The mentions with their relations to one another."""
    relations = relations_of(parsed, occurrences, [m.wave is not None for m in mentions])
    return tuple(
        replace(
            mention,
            relations=tuple(Relation(kind=kind, mention=mentions[other].id) for kind, other in found),
        )
        for mention, found in zip(mentions, relations, strict=True)
    )

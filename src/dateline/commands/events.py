"""``dateline events`` and ``dateline event``: what the reports of a project come to."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, replace
from datetime import date
from typing import Any, Final, Literal, get_args

from sqlalchemy import Connection

from dateline.errors import UsageError
from dateline.export.mask import masked_record
from dateline.export.writing import open_output
from dateline.link.event import Event, Link, Rule, Told, crosswalk, gather
from dateline.records.lists import FORMS, StatusName
from dateline.store import linking as kept
from dateline.store.adding import record
from dateline.store.opened import open_store

Sort = Literal["date", "place", "size", "sources", "id"]
Box = tuple[float, float, float, float]
_LAST: Final = "9999"  # an event without a day comes last
_ALONE: Final = "alone-"


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Which events the user asked for; None asks for all.

    Attributes:
        box: West, south, east and north, in degrees; west may be greater than east, across the date line.
        actor: Part of a name of an organizer, a participant or a target.
        issue: Part of an issue's words or topics.
        sources: Fewest independent sources.
        conflicts: Only those whose reports disagree.
    """

    since: date | None = None
    until: date | None = None
    country: str | None = None
    box: Box | None = None
    form: str | None = None
    status: str | None = None
    actor: str | None = None
    issue: str | None = None
    sources: int = 0
    conflicts: bool = False

    def __post_init__(self) -> None:
        for name, given, known in (
            ("--form", self.form, FORMS),
            ("--status", self.status, get_args(StatusName)),
        ):
            if given is not None and given not in known:
                raise UsageError(f"{name} {given!r} is none; known: {', '.join(known)}")
        if self.box is not None:
            _, south, _, north = self.box
            if not (-90 <= south <= north <= 90 and all(-180 <= degrees <= 180 for degrees in self.box[::2])):
                raise UsageError("--box takes WEST,SOUTH,EAST,NORTH in degrees, as 60.8,23.7,77.8,37.1")

    def takes(self, event: Event) -> bool:
        """Whether the event is one of them."""
        return (
            self._in_time(event)
            and self._in_place(event)
            and self.form in (None, event.form.claim.value["value"])
            and self.status in (None, event.status.claim.value["value"])
            and _named(self.actor, (*event.organizers, *event.participants, *event.targets))
            and _named(self.issue, (*event.issues, *event.topics))
            and event.independent_sources >= self.sources
            and (bool(event.conflicts) or not self.conflicts)
        )

    def _in_time(self, event: Event) -> bool:
        if self.since is None and self.until is None:
            return True
        if event.date is None:
            return False
        days = event.date.claim.value
        return (self.since is None or days["end"] >= self.since.isoformat()) and (
            self.until is None or days["start"] <= self.until.isoformat()
        )

    def _in_place(self, event: Event) -> bool:
        place = event.place.claim.value if event.place else {}
        if self.country is not None and place.get("country") != self.country.upper():
            return False
        return self.box is None or _inside(self.box, place.get("latitude"), place.get("longitude"))


def _named(part: str | None, names: Iterable[str]) -> bool:
    return part is None or any(part.casefold() in name.casefold() for name in names)


def _inside(box: Box, latitude: float | None, longitude: float | None) -> bool:
    if latitude is None or longitude is None:
        return False
    west, south, east, north = box
    across = west <= longitude <= east if west <= east else longitude >= west or longitude <= east
    return across and south <= latitude <= north


@dataclass(frozen=True, slots=True)
class Listed:
    """The events that were asked for, and how many mentions no linking has seen yet."""

    events: tuple[Event, ...]
    unlinked: int


def events(
    name: str,
    wanted: Wanted | None = None,
    *,
    rule: Rule = "best-evidence",
    sort: Sort = "date",
    masked: bool = False,
) -> Listed:
    """The events of a project, filtered and sorted.

    Raises:
        StoreError: There is no such project.
    """
    wanted = wanted or Wanted()
    with open_store(name).reading() as connection:
        gathered = _Gathered.of(connection, None, masked)
        found = [gathered.event(event, rule) for event in gathered.members if not event.startswith(_ALONE)]
        unlinked = len(gathered.members) - len(found)
    return Listed(tuple(sorted(filter(wanted.takes, found), key=lambda event: _key(event, sort))), unlinked)


def event(name: str, event_id: str, *, rule: Rule = "best-evidence", masked: bool = False) -> Event:
    """One event of a project; of one that ended, the one that came after it.

    Raises:
        StoreError: There is no such project or event, or no mention of it is left.
    """
    with open_store(name).reading() as connection:
        found = kept.known_event(connection, event_id)
        mentions = kept.members(connection, found)
        gathered = _Gathered.of(connection, mentions, masked)
        links = tuple(_link(link) for link in kept.links(connection, found))
        return replace(gathered.event(found, rule), links=links)


def _link(stored: kept.StoredLink) -> Link:
    fields = {question: (answer, bits) for question, (answer, bits) in json.loads(stored.by_field).items()}
    return Link(stored.one, stored.other, stored.bits, fields)


def write_crosswalk(name: str, output: str, *, force: bool = False) -> int:
    """Write which mention belongs to which event, one line a mention; gives how many lines.

    A mention that no linking has seen yet has an event of its own.

    Raises:
        StoreError: There is no such project.
        OutputError: The output cannot be written.
    """
    with open_store(name).reading() as connection, open_output(output, force=force) as out:
        count = 0
        gathered = _Gathered.of(connection, None, False)
        for event_id, told in sorted(gathered.members.items()):
            for line in crosswalk(event_id, told):
                out.write(json.dumps(line, ensure_ascii=False) + "\n")
                count += 1
    return count


def as_json(event: Event) -> str:
    """An event as one line of JSON: everything that is shown, every claim with its origin."""
    return json.dumps(asdict(event), ensure_ascii=False)


@dataclass(frozen=True, slots=True)
class _Gathered:
    """The mentions of events, by the events' ids."""

    members: dict[str, list[Told]]
    related: dict[str, list[tuple[str, str]]]

    @classmethod
    def of(cls, connection: Connection, mentions: Iterable[str] | None, masked: bool) -> _Gathered:
        """All, or those of some mentions."""
        wanted = None if mentions is None else sorted(mentions)
        articles = None if wanted is None else sorted(set(kept.article_of(connection, wanted).values()))
        event_of = kept.event_of_mentions(connection)
        firsts = kept.firsts(connection)
        members: dict[str, list[Told]] = defaultdict(list)
        for found in _records(connection, articles, masked):
            article = found["article"]
            for mention in found["mentions"]:
                if wanted is None or mention["id"] in wanted:
                    own = event_of.get(mention["id"], f"{_ALONE}{mention['id']}")
                    members[own].append(Told(article, mention, firsts.get(article["id"])))
        return cls(dict(members), _by_event(kept.related(connection)))

    def event(self, name: str, rule: Rule) -> Event:
        return gather(name, self.members[name], rule, self.related.get(name, ()))


def _records(connection: Connection, articles: list[str] | None, masked: bool) -> Iterator[dict[str, Any]]:
    for reading in kept.readings(connection, articles):
        found = reading.record()
        if masked and found["mentions"]:
            whole = record(connection, found["article"]["id"])
            assert whole is not None
            yield json.loads(masked_record(whole).to_json())
        else:
            yield found


def _by_event(related: dict[tuple[str, str], str]) -> dict[str, list[tuple[str, str]]]:
    found: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for (one, other), kind in related.items():
        found[one].append((other, kind))
        found[other].append((one, kind))
    return found


def _key(event: Event, sort: Sort) -> tuple[Any, ...]:
    day = event.date.claim.value["start"] if event.date else _LAST
    if sort == "place":
        place = event.place.claim.value if event.place else {}
        return (place.get("country") or "~", place.get("name") or "~", day, event.id)
    if sort == "size":
        size = event.size.claim.value if event.size else {}
        return (-(size.get("low") or size.get("high") or 0), day, event.id)
    if sort == "sources":
        return (-event.independent_sources, -event.sources, day, event.id)
    return (event.id,) if sort == "id" else (day, event.id)

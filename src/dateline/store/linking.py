"""What linking reads from a store and leaves in it: events, their links, reprints, people's decisions."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import batched
from typing import Any, Final, Literal

from sqlalchemy import Connection, Table, delete, func, insert, select, update

from dateline.errors import StoreError
from dateline.store import chain
from dateline.store.tables import (
    ARTICLE,
    ARTICLE_SKETCH,
    ARTICLE_TEXT,
    CHANGE,
    CHANGE_BODY,
    EVENT,
    EVENT_MENTION,
    LINK,
    MENTION,
    MENTION_MOVED,
    PROJECT,
    READING,
    READING_BODY,
    RELATED,
    SYNDICATED,
)

_ROWS_AT_ONCE: Final = 5_000
_WEIGHTS: Final = "link_weights"

Kind = Literal["event_merge", "event_split", "event_pin", "event_unpin"]
"""What a person decided: mentions are one event; the first are one, the others another; nothing else belongs
to these; that is lifted.
"""
KINDS: Final[tuple[Kind, ...]] = ("event_merge", "event_split", "event_pin", "event_unpin")


@dataclass(frozen=True, slots=True)
class Reading:
    """The record in use of an article, as it is stored and without its text, and the text.

    Attributes:
        article: The article's id.
        moved: Ids of mentions in ``body`` that go by another id, as people checked an earlier reading.
    """

    article: str
    body: str
    text: str
    moved: Mapping[str, str]

    def record(self) -> dict[str, Any]:
        """As JSON gives it, by the ids that mentions go by."""
        record: dict[str, Any] = json.loads(self.body)
        for mention in record["mentions"] if self.moved else ():
            mention["id"] = self.moved.get(mention["id"], mention["id"])
            for relation in mention["relations"]:
                relation["mention"] = self.moved.get(relation["mention"], relation["mention"])
        return record


@dataclass(frozen=True, slots=True)
class Decision:
    """What a person decided on groups of mentions, by their ids."""

    number: int
    kind: Kind
    mentions: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class StoredEvent:
    """An event; ``mentions`` is empty and ``successor`` may be given for one that ended."""

    id: str
    made: int
    successor: str | None
    mentions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class StoredLink:
    """Two mentions of one event (``one`` < ``other``) and what speaks for it: bits, and as JSON by field."""

    one: str
    other: str
    bits: float
    by_field: str


@dataclass(frozen=True, slots=True)
class Linked:
    """All that linking leaves.

    Attributes:
        events: The mentions of each event.
        made: Ids of new events, in the order of making.
        successors: For events that ended, where their mentions are now.
        links: One fewer for each event than it has mentions.
        related: Pairs of events (in order) and how they belong together.
        firsts: For each article that reprints another one's text, the one that came first.
    """

    events: Mapping[str, Sequence[str]]
    made: Sequence[str]
    successors: Mapping[str, str | None]
    links: Sequence[StoredLink]
    related: Mapping[tuple[str, str], str]
    firsts: Mapping[str, str]


def readings(connection: Connection, articles: Sequence[str] | None = None) -> Iterator[Reading]:
    """The records in use that have mentions or a text, by the articles' ids; of some articles, or of all."""
    last = (
        select(READING.c.article_id, func.max(READING.c.version).label("version"))
        .group_by(READING.c.article_id)
        .subquery()
    )
    same = (READING_BODY.c.article_id == last.c.article_id) & (READING_BODY.c.version == last.c.version)
    joined = READING_BODY.join(last, same).join(
        ARTICLE_TEXT, ARTICLE_TEXT.c.article_id == READING_BODY.c.article_id
    )
    wanted = select(READING_BODY.c.article_id, READING_BODY.c.body, ARTICLE_TEXT.c.text).select_from(joined)
    if articles is not None:
        wanted = wanted.where(READING_BODY.c.article_id.in_(articles))
    moved = _moved(connection)
    rows = connection.execution_options(yield_per=_ROWS_AT_ONCE).execute(
        wanted.order_by(READING_BODY.c.article_id)
    )
    for article, body, text in rows:
        yield Reading(article, body, text, moved.get(article, {}))


def _moved(connection: Connection) -> dict[str, dict[str, str]]:
    """By article, the mentions of it that go by another id."""
    joined = MENTION_MOVED.join(MENTION, MENTION.c.id == MENTION_MOVED.c.mention_id)
    wanted = select(MENTION.c.article_id, MENTION_MOVED.c.made_id, MENTION.c.id).select_from(joined)
    found: dict[str, dict[str, str]] = defaultdict(dict)
    for article, made, mention in connection.execute(wanted):
        found[article][made] = mention
    return dict(found)


def state(connection: Connection) -> tuple[int, int]:
    """Numbers that grow with every reading and every decision: the same means that nothing was added."""
    counts = [connection.scalar(select(func.count()).select_from(table)) or 0 for table in (READING, CHANGE)]
    return counts[0], counts[1]


def events(connection: Connection) -> list[StoredEvent]:
    """All events in the order of making, also those that ended."""
    members: dict[str, list[str]] = defaultdict(list)
    for row in connection.execute(select(EVENT_MENTION)):
        members[row.event_id].append(row.mention_id)
    rows = connection.execute(select(EVENT).order_by(EVENT.c.made))
    return [StoredEvent(row.id, row.made, row.successor, tuple(sorted(members[row.id]))) for row in rows]


def event_of(connection: Connection, mention: str) -> str | None:
    """The event that a mention belongs to."""
    return connection.scalar(select(EVENT_MENTION.c.event_id).where(EVENT_MENTION.c.mention_id == mention))


def links(connection: Connection, event: str | None = None) -> list[StoredLink]:
    """What one event rests on, or all of them."""
    wanted = select(LINK).order_by(LINK.c.one, LINK.c.other)
    if event is not None:
        own = select(EVENT_MENTION.c.mention_id).where(EVENT_MENTION.c.event_id == event)
        wanted = wanted.where(LINK.c.one.in_(own))
    return [StoredLink(*row) for row in connection.execute(wanted)]


def related(connection: Connection) -> dict[tuple[str, str], str]:
    """Events that belong together without being one."""
    return {(row.one, row.other): row.kind for row in connection.execute(select(RELATED))}


def firsts(connection: Connection) -> dict[str, str]:
    """Articles that reprint another one's text, and which."""
    return {row.article_id: row.first_id for row in connection.execute(select(SYNDICATED))}


def sketches(connection: Connection) -> dict[str, bytes]:
    """The signatures of texts that were made before; empty for a text that is too short for one."""
    return {row.article_id: row.sketch for row in connection.execute(select(ARTICLE_SKETCH))}


def weights(connection: Connection) -> str | None:
    """The project's own weights, as they were put in."""
    return connection.scalar(select(PROJECT.c.value).where(PROJECT.c.name == _WEIGHTS))


def keep_weights(connection: Connection, text: str | None, version: str) -> None:
    """Put in weights of the project's own, or take them out; the chain of changes tells which."""
    connection.execute(delete(PROJECT).where(PROJECT.c.name == _WEIGHTS))
    if text is not None:
        connection.execute(insert(PROJECT), {"name": _WEIGHTS, "value": text})
    chain.append(connection, "link_weights", {"version": version})


def decisions(connection: Connection) -> list[Decision]:
    """What people decided on events, in order."""
    joined = CHANGE.join(CHANGE_BODY, CHANGE.c.number == CHANGE_BODY.c.number)
    wanted = select(CHANGE.c.number, CHANGE.c.kind, CHANGE_BODY.c.body).select_from(joined)
    rows = connection.execute(wanted.where(CHANGE.c.kind.in_(KINDS)).order_by(CHANGE.c.number))
    return [
        Decision(row.number, row.kind, tuple(tuple(ids) for ids in json.loads(row.body)["mentions"]))
        for row in rows
    ]


def decide(connection: Connection, kind: Kind, mentions: Sequence[Sequence[str]]) -> int:
    """Note a decision inside a step that has begun; the next linking follows it. Gives its number."""
    return chain.append(connection, kind, {"mentions": [sorted(ids) for ids in mentions]})


def keep_sketches(connection: Connection, made: Mapping[str, bytes]) -> None:
    """Put in signatures of texts; those of articles that were forgotten meanwhile are left out."""
    there = set(connection.execute(select(ARTICLE.c.id).where(ARTICLE.c.forgotten == 0)).scalars())
    rows = ({"article_id": article, "sketch": sketch} for article, sketch in made.items() if article in there)
    _insert(connection, ARTICLE_SKETCH, rows)


def keep(connection: Connection, linked: Linked) -> None:
    """Put in what linking found, in place of what it found before; what is the same is not touched.

    Raises:
        StoreError: A mention is not there: the project has changed since it was read.
    """
    made = (connection.scalar(select(func.max(EVENT.c.made))) or 0) + 1
    _insert(connection, EVENT, ({"id": name, "made": made + n} for n, name in enumerate(linked.made)))
    _keep_members(connection, linked.events)
    for name, successor in sorted(linked.successors.items()):
        connection.execute(update(EVENT).where(EVENT.c.id == name).values(successor=successor))
    _keep_links(connection, linked.links)
    connection.execute(delete(RELATED))
    rows = (
        {"one": one, "other": other, "kind": kind} for (one, other), kind in sorted(linked.related.items())
    )
    _insert(connection, RELATED, rows)
    connection.execute(delete(SYNDICATED))
    _insert(
        connection, SYNDICATED, ({"article_id": a, "first_id": f} for a, f in sorted(linked.firsts.items()))
    )


def _keep_members(connection: Connection, wanted: Mapping[str, Sequence[str]]) -> None:
    before = {row.mention_id: row.event_id for row in connection.execute(select(EVENT_MENTION))}
    now = {mention: event for event, mentions in wanted.items() for mention in mentions}
    changed = sorted(mention for mention in before if now.get(mention) != before[mention])
    for some in batched(changed, 500):
        connection.execute(delete(EVENT_MENTION).where(EVENT_MENTION.c.mention_id.in_(some)))
    new = sorted(mention for mention in now if before.get(mention) != now[mention])
    _insert(connection, EVENT_MENTION, ({"mention_id": m, "event_id": now[m]} for m in new))


def _keep_links(connection: Connection, wanted: Sequence[StoredLink]) -> None:
    before = {(row.one, row.other): (row.bits, row.by_field) for row in connection.execute(select(LINK))}
    now = {(link.one, link.other): (link.bits, link.by_field) for link in wanted}
    for one, other in sorted(key for key in before if now.get(key) != before[key]):
        connection.execute(delete(LINK).where((LINK.c.one == one) & (LINK.c.other == other)))
    rows = (
        {"one": one, "other": other, "bits": now[one, other][0], "by_field": now[one, other][1]}
        for one, other in sorted(now)
        if before.get((one, other)) != now[one, other]
    )
    _insert(connection, LINK, rows)


def _insert(connection: Connection, table: Table, rows: Iterable[dict[str, Any]]) -> None:
    for some in batched(rows, _ROWS_AT_ONCE):
        connection.execute(insert(table), list(some))


def known_event(connection: Connection, name: str) -> str:
    """The event of that id or, where it ended, the one that came after it.

    Raises:
        StoreError: There is none, or nothing is left of it.
    """
    seen: set[str] = set()
    while True:
        row = connection.execute(select(EVENT).where(EVENT.c.id == name)).one_or_none()
        if row is None or name in seen:
            raise StoreError(f"the project has no event {name!r}; 'dateline events' lists them")
        if row.successor is None:
            return str(row.id)
        seen.add(name)
        name = row.successor


def article_of(connection: Connection, mentions: Sequence[str]) -> dict[str, str]:
    """The article of each mention that is there."""
    found: dict[str, str] = {}
    for some in batched(mentions, 500):
        wanted = select(MENTION.c.id, MENTION.c.article_id).where(MENTION.c.id.in_(some))
        found |= {row.id: row.article_id for row in connection.execute(wanted)}
    return found


def event_of_mentions(connection: Connection) -> dict[str, str]:
    """The event of every mention that linking has seen."""
    return {row.mention_id: row.event_id for row in connection.execute(select(EVENT_MENTION))}


def members(connection: Connection, event: str) -> list[str]:
    """The mentions of one event.

    Raises:
        StoreError: None is left.
    """
    wanted = select(EVENT_MENTION.c.mention_id).where(EVENT_MENTION.c.event_id == event)
    found = sorted(connection.execute(wanted).scalars())
    if not found:
        raise StoreError(f"no mention of event {event!r} is left: its articles were forgotten or read anew")
    return found

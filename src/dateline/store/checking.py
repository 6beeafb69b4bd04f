"""Whether a store still holds what was put into it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field

from sqlalchemy import Connection, func, select

from dateline.errors import BrokenContract
from dateline.store import chain
from dateline.store.adding import record
from dateline.store.opened import Store
from dateline.store.tables import (
    ARTICLE,
    ARTICLE_TEXT,
    CHANGE,
    EVENT,
    EVENT_MENTION,
    LINK,
    MENTION,
    METADATA,
    READING,
    READING_BODY,
)


@dataclass(slots=True)
class Verified:
    """What was looked at, and what was found wrong."""

    articles: int = 0
    readings: int = 0
    mentions: int = 0
    changes: int = 0
    problems: list[str] = field(default_factory=list)


def verify(store: Store) -> Verified:
    """Look at every text, record, span, pointer and change of a store.

    Raises:
        StoreError: It cannot be read.
    """
    with store.reading() as connection:
        counted = (ARTICLE, READING, MENTION, CHANGE)
        articles, readings, mentions, changes = (
            connection.scalar(select(func.count()).select_from(table)) or 0 for table in counted
        )
        found = Verified(articles, readings, mentions, changes)
        for problems in (_file, _texts, _bodies, _records, _events, _pointers, chain.broken):
            found.problems += problems(connection)
    return found


def _file(connection: Connection) -> Iterator[str]:
    if connection.dialect.name == "sqlite":
        for (line,) in connection.exec_driver_sql("pragma integrity_check"):
            if line != "ok":
                yield f"the file is damaged: {line}"


def _texts(connection: Connection) -> Iterator[str]:
    joined = ARTICLE.outerjoin(ARTICLE_TEXT, ARTICLE.c.id == ARTICLE_TEXT.c.article_id)
    for row in connection.execute(select(ARTICLE, ARTICLE_TEXT.c.text).select_from(joined)):
        if row.forgotten and row.text is not None:
            yield f"article {row.id!r}: forgotten, but its text is there"
        elif not row.forgotten and (row.text is None) != (row.text_sha256 is None):
            yield f"article {row.id!r}: its text is missing"
        elif row.text is not None and _sha256(row.text) != row.text_sha256:
            yield f"article {row.id!r}: its text was altered"


def _bodies(connection: Connection) -> Iterator[str]:
    same = (READING.c.article_id == READING_BODY.c.article_id) & (READING.c.version == READING_BODY.c.version)
    joined = READING.outerjoin(READING_BODY, same).join(ARTICLE, ARTICLE.c.id == READING.c.article_id)
    wanted = select(READING, READING_BODY.c.body, ARTICLE.c.forgotten).select_from(joined)
    for row in connection.execute(wanted):
        name = f"article {row.article_id!r}, version {row.version}"
        if row.forgotten and row.body is not None:
            yield f"{name}: forgotten, but its record is there"
        elif not row.forgotten and row.body is None:
            yield f"{name}: its record is missing"
        elif row.body is not None and _sha256(row.body) != row.body_sha256:
            yield f"{name}: its record was altered"


def _records(connection: Connection) -> Iterator[str]:
    """Every record must be one, and every span of it quote the text; mentions must be where the rows say."""
    kept = {row.id: row for row in connection.execute(select(MENTION))}
    for row in connection.execute(select(READING_BODY.c.article_id, READING_BODY.c.version)).all():
        try:
            found = record(connection, row.article_id, row.version)
        except (BrokenContract, ValueError, KeyError, TypeError) as error:
            yield f"article {row.article_id!r}, version {row.version}: {error!s:.200}"
            continue
        for mention in found.mentions if found else ():
            at, first = kept.get(mention.id), mention.trigger[0]
            if at is None:
                yield f"article {row.article_id!r}, version {row.version}: mention {mention.id} is missing"
            elif at.in_version == row.version and (at.start, at.end) != (first.start, first.end):
                yield f"mention {mention.id}: not where its trigger is"


def _events(connection: Connection) -> Iterator[str]:
    """An event that ended has no mentions and leads to one that did not; a link is inside one event."""
    successors = {row.id: row.successor for row in connection.execute(select(EVENT))}
    of = {row.mention_id: row.event_id for row in connection.execute(select(EVENT_MENTION))}
    for name in sorted(set(of.values())):
        if successors.get(name) is not None:
            yield f"event {name}: it ended, but mentions are in it"
    for name in successors:
        if _leads_in_a_circle(name, successors):
            yield f"event {name}: what came after it leads back to it"
    for row in connection.execute(select(LINK.c.one, LINK.c.other)):
        if of.get(row.one) != of.get(row.other):
            yield f"mentions {row.one} and {row.other}: linked, but in two events"


def _leads_in_a_circle(name: str, successors: dict[str, str | None]) -> bool:
    seen, here = {name}, successors[name]
    while here is not None and here not in seen:
        seen.add(here)
        here = successors.get(here)
    return here is not None


def _pointers(connection: Connection) -> Iterator[str]:
    """Rows that point at rows that are not there: a database with its keys switched off may hold some."""
    for table in METADATA.sorted_tables:
        for key in table.foreign_keys:
            target = key.column.table.alias()
            there = select(target.c[key.column.name]).where(target.c[key.column.name] == key.parent).exists()
            wanted = select(func.count()).select_from(table).where(key.parent.is_not(None), ~there)
            if count := connection.scalar(wanted):
                yield f"{table.name}.{key.parent.name}: {count} point at nothing"


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8")).hexdigest()

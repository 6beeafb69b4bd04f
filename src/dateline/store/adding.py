"""Records into a store: nothing twice, nothing overwritten."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final, Literal

from sqlalchemy import Connection, Row, delete, insert, select, update

from dateline.records import MadeBy, Record
from dateline.records.codec import to_line
from dateline.store.opened import Store
from dateline.store.tables import ARTICLE, ARTICLE_TEXT, MENTION, MENTION_MOVED, READING, READING_BODY

Added = Literal["new", "version", "again", "kept", "conflict", "forgotten"]
"""What became of a record: its article is new; it is a new version beside older ones; it is there already;
it failed where an older one had not, which is kept; the article is there with another text; its words were
erased and do not come back.
"""

_NOT_COMPARED: Final = ("input",)  # where an article was read from says nothing about it


@dataclass(frozen=True, slots=True)
class Adder:
    """Puts records into a store, each in a step of its own: what was added stays, whatever comes after."""

    store: Store

    def add(self, record: Record) -> Added:
        """Add one record.

        Raises:
            StoreError: The database cannot be written.
        """
        with self.store.writing() as connection:
            return add_record(connection, record)

    def text_sha256(self, article_id: str) -> str | None:
        """The hash of the text that an article has in the store."""
        with self.store.reading() as connection:
            row = _article(connection, article_id)
            return row.text_sha256 if row else None

    def is_read(self, article_id: str, text_sha256: str | None, made_by: MadeBy) -> bool:
        """Whether the same program, models and settings have read this text, and did not fail."""
        with self.store.reading() as connection:
            row, last = _article(connection, article_id), _last_reading(connection, article_id)
            return (
                row is not None
                and last is not None
                and row.text_sha256 == text_sha256
                and last.outcome != "failed"
                and last.made_by_sha256 == made_by_sha256(made_by)
            )


def made_by_sha256(made_by: MadeBy) -> str:
    """The hash of what made a record."""
    return _sha256(to_line(made_by))


def body_of(record: Record) -> str:
    """A record as the store keeps it: without its text, which is kept once, and without where it was read."""
    parts: dict[str, Any] = json.loads(record.to_json())
    for name in _NOT_COMPARED:
        del parts[name]
    del parts["article"]["text"]
    return json.dumps(parts, ensure_ascii=False, separators=(",", ":"), sort_keys=True)


def record_of(body: str, text: str | None, moved: dict[str, str]) -> Record:
    """The record that ``body_of`` took apart, its mentions under the ids that they keep."""
    parts = json.loads(body)
    parts["article"]["text"] = text
    parts["input"] = {"file": None, "line": None, "number": None}
    for mention in parts["mentions"]:
        mention["id"] = moved.get(mention["id"], mention["id"])
        for relation in mention["relations"]:
            relation["mention"] = moved.get(relation["mention"], relation["mention"])
    for statement in parts["statements"]:
        statement["mention"] = moved.get(statement["mention"], statement["mention"])
    return Record.from_dict(parts)


def records(connection: Connection) -> Iterator[Record]:
    """The record in use of every article that was not forgotten, by the articles' ids."""
    rows = connection.execute(select(ARTICLE.c.id).where(ARTICLE.c.forgotten == 0).order_by(ARTICLE.c.id))
    for article_id in rows.scalars().all():
        found = record(connection, article_id)
        if found is not None:
            yield found


def record(connection: Connection, article_id: str, version: int | None = None) -> Record | None:
    """One version of an article's record, the last where none is named; None where there is none."""
    last = _last_reading(connection, article_id)
    wanted = version or (last.version if last else 0)
    body = connection.scalar(
        select(READING_BODY.c.body).where(
            READING_BODY.c.article_id == article_id, READING_BODY.c.version == wanted
        )
    )
    if body is None:
        return None
    text = connection.scalar(select(ARTICLE_TEXT.c.text).where(ARTICLE_TEXT.c.article_id == article_id))
    return record_of(body, text, _moved(connection, article_id))


def add_record(connection: Connection, given: Record) -> Added:
    """Add one record inside a step that has begun."""
    article_id, sha256 = given.article.id, given.article.text_sha256
    row, last = _article(connection, article_id), _last_reading(connection, article_id)
    if row is not None and row.forgotten:
        return "forgotten"
    if row is not None and row.text_sha256 and sha256 and row.text_sha256 != sha256:
        return "conflict"
    if given.outcome == "failed" and last is not None and last.outcome != "failed":
        return "kept"
    body = body_of(given)
    if last is not None and last.body_sha256 == _sha256(body):
        return "again"
    _keep_text(connection, given, row)
    version = last.version + 1 if last else 1
    _keep_reading(connection, given, body, version)
    _keep_mentions(connection, given, version)
    return "version" if last else "new"


def _keep_text(connection: Connection, given: Record, row: Row[Any] | None) -> None:
    article = given.article
    if row is None:
        values = {"id": article.id, "text_sha256": article.text_sha256, "forgotten": 0}
        connection.execute(insert(ARTICLE), values)
    elif row.text_sha256 is None and article.text is not None:
        connection.execute(
            update(ARTICLE).where(ARTICLE.c.id == article.id).values(text_sha256=article.text_sha256)
        )
    if article.text is not None and (row is None or row.text_sha256 is None):
        connection.execute(insert(ARTICLE_TEXT), {"article_id": article.id, "text": article.text})


def _keep_reading(connection: Connection, given: Record, body: str, version: int) -> None:
    key = {"article_id": given.article.id, "version": version}
    digests = {"made_by_sha256": made_by_sha256(given.made_by), "body_sha256": _sha256(body)}
    connection.execute(insert(READING), {**key, **digests, "outcome": given.outcome})
    connection.execute(insert(READING_BODY), {**key, "body": body})


def _keep_mentions(connection: Connection, given: Record, version: int) -> None:
    """A mention keeps its id from version to version, though its trigger's words may move."""
    article_id = given.article.id
    known = connection.execute(select(MENTION).where(MENTION.c.article_id == article_id)).all()
    _keep_apart(connection, given)
    ids, moved = {row.id for row in known}, _moved(connection, article_id)
    named = {moved.get(m.id, m.id) for m in given.mentions} & ids
    free = [row for row in known if row.id not in named]
    for mention in given.mentions:
        kept, first = moved.get(mention.id, mention.id), mention.trigger[0]
        place = {"in_version": version, "start": first.start, "end": first.end}
        if kept not in ids and (old := _overlapping(free, first.start, first.end)):
            free.remove(old)
            kept = old.id
            connection.execute(insert(MENTION_MOVED), {"made_id": mention.id, "mention_id": kept})
        if kept in ids:
            connection.execute(update(MENTION).where(MENTION.c.id == kept).values(**place))
        else:
            connection.execute(insert(MENTION), {"id": kept, "article_id": article_id, **place})


def _keep_apart(connection: Connection, given: Record) -> None:
    """Two mentions of one version are two, though one took the other's id in an older version."""
    made = [mention.id for mention in given.mentions]
    both = MENTION_MOVED.c.made_id.in_(made) & MENTION_MOVED.c.mention_id.in_(made)
    connection.execute(delete(MENTION_MOVED).where(both))


def _overlapping(rows: list[Row[Any]], start: int, end: int) -> Row[Any] | None:
    """Of mentions that the new version has not named, the one that shares most words with a trigger."""

    def shared(row: Row[Any]) -> int:
        return int(min(row.end, end) - max(row.start, start))

    best = max(rows, key=lambda row: (shared(row), row.in_version, row.id), default=None)
    return best if best is not None and shared(best) > 0 else None


def _article(connection: Connection, article_id: str) -> Row[Any] | None:
    return connection.execute(select(ARTICLE).where(ARTICLE.c.id == article_id)).one_or_none()


def _last_reading(connection: Connection, article_id: str) -> Row[Any] | None:
    wanted = select(READING).where(READING.c.article_id == article_id)
    return connection.execute(wanted.order_by(READING.c.version.desc()).limit(1)).one_or_none()


def _moved(connection: Connection, article_id: str) -> dict[str, str]:
    joined = MENTION_MOVED.join(MENTION, MENTION.c.id == MENTION_MOVED.c.mention_id)
    wanted = select(MENTION_MOVED.c.made_id, MENTION_MOVED.c.mention_id).select_from(joined)
    rows = connection.execute(wanted.where(MENTION.c.article_id == article_id))
    return {row.made_id: row.mention_id for row in rows}


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8")).hexdigest()

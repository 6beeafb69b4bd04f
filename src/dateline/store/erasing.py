"""Forgetting an article: its words go, what shows that it was there and went stays."""

from __future__ import annotations

from sqlalchemy import Connection, delete, or_, select, update

from dateline.errors import StoreError
from dateline.store import chain
from dateline.store.opened import Store
from dateline.store.tables import (
    ARTICLE,
    ARTICLE_SKETCH,
    ARTICLE_TEXT,
    CHANGE,
    CHANGE_BODY,
    EVENT_MENTION,
    LINK,
    MENTION,
    MENTION_MOVED,
    READING_BODY,
    SYNDICATED,
)


def forget(store: Store, article_id: str) -> None:
    """Erase an article's text, records, spans and the bodies of decisions on it.

    A row with its id and the hash of its text stays, so that it is not taken in again, and the chain of
    changes says that it was forgotten. Events keep their ids, also those that no mention is left of. Nothing
    of the words is left in a file of SQLite; backups that were made before hold them still, and so may the
    logs of a PostgreSQL server.

    Raises:
        StoreError: There is no such article, or it was forgotten before.
    """
    with store.writing() as connection:
        row = connection.execute(select(ARTICLE).where(ARTICLE.c.id == article_id)).one_or_none()
        if row is None:
            raise StoreError(f"{store.name} holds no article {article_id!r}")
        if row.forgotten:
            raise StoreError(f"article {article_id!r} was forgotten before")
        if connection.dialect.name == "sqlite":
            connection.exec_driver_sql("pragma secure_delete=on")
        _erase_mentions(connection, article_id)
        for table in (ARTICLE_TEXT, ARTICLE_SKETCH, READING_BODY):
            connection.execute(delete(table).where(table.c.article_id == article_id))
        own = select(CHANGE.c.number).where(CHANGE.c.article_id == article_id)
        connection.execute(delete(CHANGE_BODY).where(CHANGE_BODY.c.number.in_(own)))
        connection.execute(update(ARTICLE).where(ARTICLE.c.id == article_id).values(forgotten=1))
        chain.append(connection, "forget", {"text_sha256": row.text_sha256}, article_id)
    _empty_log(store)


def _erase_mentions(connection: Connection, article_id: str) -> None:
    own = select(MENTION.c.id).where(MENTION.c.article_id == article_id)
    connection.execute(delete(LINK).where(or_(LINK.c.one.in_(own), LINK.c.other.in_(own))))
    for table in (EVENT_MENTION, MENTION_MOVED):
        connection.execute(delete(table).where(table.c.mention_id.in_(own)))
    connection.execute(delete(MENTION).where(MENTION.c.article_id == article_id))
    printed = or_(SYNDICATED.c.article_id == article_id, SYNDICATED.c.first_id == article_id)
    connection.execute(delete(SYNDICATED).where(printed))


def _empty_log(store: Store) -> None:
    """What was written lately lies in a log beside a file of SQLite, until that is emptied."""
    if store.engine.dialect.name == "sqlite":
        with store.engine.connect() as connection:
            driver = connection.connection.driver_connection
            assert driver is not None
            driver.execute("pragma wal_checkpoint(truncate)")

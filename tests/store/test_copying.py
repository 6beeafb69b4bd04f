"""Backups and moves hold what was there, and a store that was meddled with is found out."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from sqlalchemy import delete, insert, text, update
from tests.store import made

from dateline.errors import StoreError
from dateline.store import chain
from dateline.store.adding import Adder
from dateline.store.checking import verify
from dateline.store.copying import copy_store, digests
from dateline.store.opened import Store, create_store, open_store
from dateline.store.tables import (
    ARTICLE_TEXT,
    CHANGE,
    CHANGE_BODY,
    EVENT,
    MENTION,
    READING_BODY,
)


def _filled(store: Store) -> Store:
    adder = Adder(store)
    adder.add(made.record("a1", "marched", "struck"))
    adder.add(made.record("a1", "Dockers marched", "struck", version="2"))
    adder.add(made.record("b\u00fc \U0001f525", "struck"))
    adder.add(made.failed("c"))
    with store.writing() as connection:
        chain.append(connection, "note", {"words": "for the codebook \u2026"}, "a1")
        chain.append(connection, "note", {"words": "second"})
        # The first points at one that comes after it.
        connection.execute(insert(EVENT), {"id": "e2", "made": 2, "successor": None})
        connection.execute(insert(EVENT), {"id": "e1", "made": 1, "successor": "e2"})
    return store


def test_a_backup_and_what_is_made_of_it_are_the_same(store: Store, tmp_path: Path) -> None:
    _filled(store)
    with store.reading() as connection:
        before = digests(connection)
    backup = str(tmp_path / "backup.db")
    assert copy_store(store, backup) == before
    rows = {table.name: table.rows for table in before}
    assert (rows["article"], rows["reading"], rows["mention_moved"], rows["event"]) == (3, 4, 1, 2)
    again = tmp_path / "again.db"
    assert copy_store(open_store(backup), str(again)) == before
    assert verify(open_store(str(again))).problems == []
    assert sorted(p.name for p in tmp_path.iterdir() if p.name.startswith(".dateline")) == []


def test_a_file_moves_to_a_server_and_back(tmp_path: Path, server_address: str) -> None:
    source = _filled(create_store(str(tmp_path / "p.db")))
    moved = copy_store(source, server_address)
    assert copy_store(open_store(server_address), str(tmp_path / "back.db")) == moved
    assert Adder(open_store(server_address)).add(made.record("d")) == "new"


def test_nothing_is_written_over(store: Store, tmp_path: Path) -> None:
    target = tmp_path / "there.db"
    target.write_text("mine")
    with pytest.raises(StoreError, match="already"):
        copy_store(store, str(target))
    assert target.read_text() == "mine"


def test_a_store_that_was_let_alone_holds(store: Store) -> None:
    found = verify(_filled(store))
    assert found.problems == []
    assert (found.articles, found.readings, found.mentions, found.changes) == (3, 4, 3, 2)


def _meddle(store: Store, how: str) -> None:
    with store.writing() as connection:
        if how == "text":
            connection.execute(update(ARTICLE_TEXT).values(text="Nothing happened."))
        elif how == "no text":
            connection.execute(delete(ARTICLE_TEXT).where(ARTICLE_TEXT.c.article_id == "a1"))
        elif how == "record":
            old = connection.scalar(
                text("select body from reading_body where article_id = 'a1' and version = 2")
            )
            parts = json.loads(str(old))
            parts["relevance"] = 0.25
            connection.execute(
                update(READING_BODY).where(READING_BODY.c.version == 2).values(body=json.dumps(parts))
            )
        elif how == "span":
            connection.execute(update(MENTION).values(start=0, end=3))
        elif how == "change":
            connection.execute(update(CHANGE_BODY).where(CHANGE_BODY.c.number == 1).values(body="{}"))
        elif how == "change gone":
            connection.execute(delete(CHANGE_BODY).where(CHANGE_BODY.c.number == 1))
            connection.execute(delete(CHANGE).where(CHANGE.c.number == 1))
        elif how == "change last":
            connection.execute(update(CHANGE).where(CHANGE.c.number == 2).values(kind="other"))


@pytest.mark.parametrize(
    ("how", "told"),
    [
        ("text", "text was altered"),
        ("no text", "text is missing"),
        ("record", "record was altered"),
        ("span", "not where its trigger is"),
        ("change", "body of change 1 was altered"),
        ("change gone", "change 1 is missing"),
        ("change last", "change 2 is not the one that was written"),
    ],
)
def test_what_was_meddled_with_is_named(store: Store, how: str, told: str) -> None:
    _meddle(_filled(store), how)
    assert any(told in problem for problem in verify(store).problems)


def test_a_row_that_points_at_nothing_is_named(tmp_path: Path) -> None:
    store = _filled(create_store(str(tmp_path / "p.db")))
    with store.engine.connect() as connection:
        raw = connection.connection.driver_connection
        assert raw is not None
        connection.rollback()
        raw.execute("pragma foreign_keys=off")
        raw.execute("update mention set article_id = 'nobody' where article_id = 'a1'")
    assert any("mention.article_id: 2 point at nothing" in problem for problem in verify(store).problems)


def test_a_body_may_go_and_the_chain_holds(store: Store) -> None:
    _filled(store)
    with store.writing() as connection:
        connection.execute(delete(CHANGE_BODY).where(CHANGE_BODY.c.number == 1))
    assert verify(store).problems == []

"""What is forgotten is gone, and that it was is not."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import insert, select
from tests.store import made

from dateline.errors import StoreError
from dateline.store import chain
from dateline.store.adding import Adder, records
from dateline.store.checking import verify
from dateline.store.erasing import forget
from dateline.store.opened import Store, create_store
from dateline.store.tables import CHANGE, EVENT, EVENT_MENTION, METADATA

SECRET = "Xanthippe Quux marched in Vell and was held."


def _with_two(store: Store) -> Store:
    adder = Adder(store)
    adder.add(made.record("secret", "marched in Vell", text=SECRET))
    adder.add(made.record("secret", "marched", text=SECRET, version="2"))
    adder.add(made.record("other"))
    with store.writing() as connection:
        chain.append(connection, "note", {"words": "Xanthippe Quux is a minor"}, "secret")
        mention = made.mention("secret", SECRET, "marched in Vell").id
        connection.execute(insert(EVENT), {"id": "e1", "made": 1, "successor": None})
        connection.execute(insert(EVENT_MENTION), {"mention_id": mention, "event_id": "e1"})
    return store


def test_no_row_holds_a_word_of_it_and_the_rest_stays(store: Store) -> None:
    forget(_with_two(store), "secret")
    with store.reading() as connection:
        rows = [str(tuple(row)) for t in METADATA.sorted_tables for row in connection.execute(select(t))]
        left = [record.article.id for record in records(connection)]
        kinds = connection.execute(select(CHANGE.c.kind).order_by(CHANGE.c.number)).scalars().all()
        events = connection.execute(select(EVENT.c.id)).scalars().all()
    assert not any("Quux" in row or "marched" in row for row in rows if "other" not in row)
    assert left == ["other"] and kinds == ["note", "forget"] and events == ["e1"]
    assert verify(store).problems == []


def test_no_byte_of_it_is_left_in_the_file(tmp_path: Path) -> None:
    store = _with_two(create_store(str(tmp_path / "p.db")))
    assert any(b"Quux" in path.read_bytes() for path in tmp_path.iterdir())
    forget(store, "secret")
    assert not any(b"Quux" in path.read_bytes() for path in tmp_path.iterdir())


def test_it_is_not_taken_in_again(store: Store) -> None:
    forget(_with_two(store), "secret")
    assert Adder(store).add(made.record("secret", "marched", text=SECRET)) == "forgotten"
    assert verify(store).problems == []


def test_what_is_not_there_cannot_be_forgotten(store: Store) -> None:
    _with_two(store)
    with pytest.raises(StoreError, match="holds no article 'nobody'"):
        forget(store, "nobody")
    forget(store, "secret")
    with pytest.raises(StoreError, match="forgotten before"):
        forget(store, "secret")

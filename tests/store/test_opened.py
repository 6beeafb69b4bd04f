"""Making and opening projects, and what is said of those that cannot be opened."""

from __future__ import annotations

from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import text
from tests.store import made

from dateline.errors import StoreError
from dateline.store.adding import Adder, add_record, records
from dateline.store.names import is_store
from dateline.store.opened import Store, create_store, open_store
from dateline.store.tables import METADATA


def test_a_project_is_opened_again_with_what_it_holds(address: str) -> None:
    Adder(create_store(address)).add(made.record())
    assert Adder(open_store(address)).add(made.record()) == "again"


def test_a_project_is_not_made_over_another(address: str) -> None:
    create_store(address)
    with pytest.raises(StoreError, match="already"):
        create_store(address)


def test_the_migrations_make_the_tables_that_the_code_uses(store: Store) -> None:
    with store.reading() as connection:
        context = MigrationContext.configure(connection)
        ours = [d for d in compare_metadata(context, METADATA) if "alembic_version" not in str(d)]
    assert ours == []


def test_a_project_of_a_newer_version_is_refused(store: Store, address: str) -> None:
    with store.writing() as connection:
        connection.execute(text("update alembic_version set version_num = '999'"))
    with pytest.raises(StoreError, match=r"has form 999.*install a newer"):
        open_store(address)


def test_what_is_no_project_is_named(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="dateline init"):
        open_store(str(tmp_path / "none.db"))
    other = tmp_path / "other.db"
    other.write_bytes(b"this is no database at all, only some words in a file" * 40)
    with pytest.raises(StoreError, match="damaged or no database"):
        open_store(str(other))
    (tmp_path / "empty.db").write_bytes(b"")
    with pytest.raises(StoreError, match="no project of Dateline"):
        open_store(str(tmp_path / "empty.db"))
    with pytest.raises(StoreError, match="no folder"):
        create_store(str(tmp_path / "nowhere" / "p.db"))


def test_a_password_is_not_told() -> None:
    with pytest.raises(StoreError) as told:
        open_store("postgresql://me:secret@127.0.0.1:1/project")
    assert "secret" not in str(told.value) and "refused" in str(told.value)


@pytest.mark.parametrize(
    ("name", "expected"),
    [("p.db", True), ("P.SQLITE", True), ("postgresql://host/p", True), ("p.jsonl", False), ("-", False)],
)
def test_which_names_are_stores(name: str, expected: bool) -> None:
    assert is_store(name) == expected


def test_a_step_that_breaks_off_leaves_nothing(store: Store) -> None:
    def breaking_off() -> None:
        with store.writing() as connection:
            add_record(connection, made.record())
            raise RuntimeError

    with pytest.raises(RuntimeError):
        breaking_off()
    with store.reading() as connection:
        assert list(records(connection)) == []

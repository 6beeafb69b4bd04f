"""Opening and creating a store; which database it is matters here and nowhere else."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, create_engine, event, insert, text
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, DatabaseError
from sqlalchemy.pool import NullPool

from dateline.errors import StoreError
from dateline.store.names import is_server
from dateline.store.tables import PROJECT

_WAIT_S: Final = 120  # for another writer to finish
# Writers of one PostgreSQL database take turns under this number; any that no other program uses would do.
_TURN: Final = 7_303_014
_WRITES: Final = "dateline_writes"


@dataclass(frozen=True, slots=True)
class Store:
    """An open project.

    Attributes:
        name: As the user gave it, without a password.
    """

    name: str
    engine: Engine

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection that sees one state of the project, whatever others write meanwhile.

        Raises:
            StoreError: The database cannot be read.
        """
        with told(self.name), self.engine.connect() as plain:
            is_server = plain.dialect.name == "postgresql"
            connection = plain.execution_options(isolation_level="REPEATABLE READ") if is_server else plain
            with connection.begin():
                yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A connection of the only writer; all that it did is kept once the block ends, or nothing.

        Raises:
            StoreError: Another writer did not end in time, or the database cannot be written.
        """
        with told(self.name), self.engine.connect() as plain:
            connection = plain.execution_options(**{_WRITES: True})
            with connection.begin():
                if connection.dialect.name == "postgresql":
                    # What comes after sees what the writer before left: each statement its own state.
                    connection.execute(text("select pg_advisory_xact_lock(:turn)"), {"turn": _TURN})
                yield connection


def create_store(name: str) -> Store:
    """A new, empty project.

    Raises:
        StoreError: There is something of that name, or it cannot be made.
    """
    store = make_empty(name)
    with store.writing() as connection:
        connection.execute(insert(PROJECT), {"name": "id", "value": secrets.token_hex(16)})
    return store


def make_empty(name: str) -> Store:
    """The tables of a new project, without a row.

    Raises:
        StoreError: As ``create_store``.
    """
    address = _address(name)
    path = _path(address)
    if path is not None and path.exists():
        raise StoreError(f"{name} is there already; another name makes a new project")
    if path is not None and not path.resolve().parent.is_dir():
        raise StoreError(f"{name}: there is no folder {path.resolve().parent}")
    store = Store(_shown(address, name), _engine(address))
    with told(store.name), store.engine.connect() as connection:
        if _revision(connection) is not None:
            raise StoreError(f"{store.name} is a project already")
    with store.writing() as connection:
        _upgrade(connection)
    return store


def open_store(name: str) -> Store:
    """The project of that name; one of an older version is brought to this one's form.

    Raises:
        StoreError: There is none, it is damaged, or a newer Dateline made it.
    """
    address = _address(name)
    path = _path(address)
    if path is not None and not path.is_file():
        raise StoreError(f"there is no project {name}; 'dateline init {name}' makes one")
    store = Store(_shown(address, name), _engine(address))
    with told(store.name), store.engine.connect() as connection:
        found = _revision(connection)
    known = [script.revision for script in _scripts().walk_revisions()]
    if found is None:
        raise StoreError(
            f"{store.name} is no project of Dateline; 'dateline init' makes one under another name"
        )
    if found not in known:
        raise StoreError(
            f"{store.name} has form {found}; this Dateline knows {known[0]} and older: install a newer one"
        )
    if found != known[0]:
        with store.writing() as connection:
            _upgrade(connection)
    return store


@contextmanager
def told(name: str) -> Iterator[None]:
    """While the block runs, what the database refuses is told as a fault of the store."""
    try:
        yield
    except DatabaseError as error:
        reason = str(error.orig).strip().splitlines()[0] if error.orig else type(error).__name__
        raise StoreError(f"{name}: {_advice(reason)}") from error


def _advice(reason: str) -> str:
    low = reason.lower()
    if "full" in low or "no space" in low:
        return f"no space left ({reason}); the project is as it was before this step"
    if "locked" in low:
        return f"another program has been writing for {_WAIT_S} s ({reason}); try again when it has ended"
    if "not a database" in low or "malformed" in low:
        return f"the file is damaged or no database ({reason}); 'dateline restore' brings back a backup"
    return reason


def _address(name: str) -> URL:
    if not is_server(name):
        return URL.create("sqlite", database=name)
    try:
        address = make_url(name.replace("postgres:", "postgresql:", 1))
    except ArgumentError:
        raise StoreError(
            "that is no address of a database; one looks like postgresql://user:password@host/project"
        ) from None
    return address.set(drivername="postgresql+psycopg")


def _shown(address: URL, name: str) -> str:
    if address.get_backend_name() == "sqlite":
        return name
    return address.set(drivername="postgresql").render_as_string(hide_password=True)


def _path(address: URL) -> Path | None:
    is_file = address.get_backend_name() == "sqlite" and address.database
    return Path(address.database or "") if is_file else None


def _engine(address: URL) -> Engine:
    if address.get_backend_name() == "sqlite":
        # No pool: a connection kept open would hold the file's log beside it.
        engine = create_engine(address, poolclass=NullPool, connect_args={"timeout": _WAIT_S})
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
        return engine
    try:
        return create_engine(address, poolclass=NullPool)
    except ModuleNotFoundError:
        raise StoreError("PostgreSQL needs one more package: pip install 'dateline[postgres]'") from None


def _prepare_sqlite(connection: Any, _: object) -> None:
    connection.isolation_level = None  # the driver would begin a transaction too late for one writer a time
    cursor = connection.cursor()
    for setting in ("foreign_keys=on", "journal_mode=wal", "synchronous=full"):
        cursor.execute(f"pragma {setting}")
    cursor.close()


def _begin_sqlite(connection: Connection) -> None:
    writes = connection.get_execution_options().get(_WRITES)
    connection.exec_driver_sql("begin immediate" if writes else "begin")


def _revision(connection: Connection) -> str | None:
    return MigrationContext.configure(connection).get_current_revision()


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", "dateline.store:migrations")
    return config


def _scripts() -> ScriptDirectory:
    return ScriptDirectory.from_config(_config())


def _upgrade(connection: Connection) -> None:
    config = _config()
    config.attributes["connection"] = connection
    command.upgrade(config, "head")

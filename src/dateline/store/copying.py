"""All of a store into another: backups, what brings them back, and the way from SQLite to PostgreSQL."""

from __future__ import annotations

import contextlib
import hashlib
import json
import secrets
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import batched
from pathlib import Path
from typing import Any, Final

from sqlalchemy import Connection, Table, insert, select, update

from dateline.errors import StoreError
from dateline.store.names import is_server
from dateline.store.opened import Store, make_empty, open_store
from dateline.store.tables import EVENT, METADATA

_ROWS_AT_ONCE: Final = 500
_MODULUS: Final = 1 << 256


@dataclass(frozen=True, slots=True)
class TableDigest:
    """What a table holds: its rows, and a hash that does not depend on their order."""

    name: str
    rows: int
    sha256: str


def digests(connection: Connection) -> list[TableDigest]:
    """The digest of every table, parents before what points at them."""
    return [_digest(connection, table) for table in METADATA.sorted_tables]


def copy_store(source: Store, name: str) -> list[TableDigest]:
    """Make a new store with all that another holds; gives what both now hold.

    A file appears under its name once it is whole.

    Raises:
        StoreError: There is something of that name, it cannot be written, or the copy is not the same.
    """
    if is_server(name):
        return _filled(source, name)
    target = Path(name)
    if target.exists():
        raise StoreError(f"{name} is there already; another name makes a new one")
    partial = target.with_name(f".dateline-{secrets.token_hex(8)}.part.db")
    try:
        told = _filled(source, str(partial))
        with open_store(str(partial)).engine.connect() as connection:
            connection.exec_driver_sql("pragma wal_checkpoint(truncate)")
        if target.exists():
            raise StoreError(f"{name} has appeared meanwhile; another name makes a new one")
        partial.replace(target)
    finally:
        for left in (partial, *(Path(f"{partial}{end}") for end in ("-wal", "-shm"))):
            with contextlib.suppress(OSError):
                left.unlink()
    return told


def _filled(source: Store, name: str) -> list[TableDigest]:
    target = make_empty(name)
    with source.reading() as read:
        with target.writing() as written:
            for table in METADATA.sorted_tables:
                _copy_table(read, written, table)
        wanted = digests(read)
    with target.reading() as written:
        found = digests(written)
    if wrong := [one.name for one, other in zip(wanted, found, strict=True) if one != other]:
        raise StoreError(f"the copy {target.name} is not the same in {', '.join(wrong)}; do not use it")
    return found


def _copy_table(read: Connection, written: Connection, table: Table) -> None:
    # An event may point at one that comes after it: the pointers follow when all are there.
    later: list[dict[str, Any]] = []
    for rows in batched(_rows(read, table), _ROWS_AT_ONCE):
        if table is EVENT:
            later += [row for row in rows if row["successor"] is not None]
            written.execute(insert(table), [{**row, "successor": None} for row in rows])
        else:
            written.execute(insert(table), list(rows))
    for row in later:
        written.execute(update(EVENT).where(EVENT.c.id == row["id"]).values(successor=row["successor"]))


def _rows(connection: Connection, table: Table) -> Iterator[dict[str, Any]]:
    result = connection.execution_options(yield_per=_ROWS_AT_ONCE).execute(select(table))
    return (dict(row) for row in result.mappings())


def _digest(connection: Connection, table: Table) -> TableDigest:
    count, total = 0, 0
    for row in _written(_rows(connection, table)):
        count, total = count + 1, (total + int.from_bytes(hashlib.sha256(row).digest())) % _MODULUS
    return TableDigest(table.name, count, f"{total:064x}")


def _written(rows: Iterable[dict[str, Any]]) -> Iterator[bytes]:
    return (json.dumps(row, sort_keys=True, ensure_ascii=False, default=bytes.hex).encode() for row in rows)

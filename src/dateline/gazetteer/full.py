"""Builds a gazetteer from a user's GeoNames dump: streamed, and going on where it was broken off."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from dataclasses import dataclass
from itertools import batched
from pathlib import Path

from filelock import FileLock, Timeout

from dateline.errors import GazetteerError
from dateline.gazetteer.build import BUILD, Builder, create_tables
from dateline.gazetteer.dump import Dump, Line

# Lines between two commits: what is read again, at most, after a break.
BATCH = 20_000
_FAULTS_TOLD = 5
_STATE = """
CREATE TABLE state (dump TEXT, build INTEGER, lines INTEGER, places INTEGER);
CREATE TABLE fault (words TEXT);
"""


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a build is: lines of the dump that are read, populated places kept of them."""

    lines: int
    places: int


@dataclass(frozen=True, slots=True)
class Built:
    """A finished build.

    Attributes:
        path: The gazetteer.
        version: As it stands in ``made_by``.
        lines: Lines of the dump.
        places: Populated places kept.
        went_on: Lines that an earlier, broken-off build had read.
        faults: What was wrong with lines that were left out, the first few.
        left_out: How many such lines there were.
    """

    path: Path
    version: str
    lines: int
    places: int
    went_on: int
    faults: tuple[str, ...]
    left_out: int


def build_from_dump(dump: Dump, path: Path, tell: Callable[[Progress], None]) -> Built:
    """Write a gazetteer of all populated places of a dump to ``path``; ``tell`` hears of each batch.

    Works in ``path`` with ``.part`` behind it, and goes on with that file where an earlier build of the same
    dump was broken off. Memory stays under 300 MB, whatever the dump's length.

    Raises:
        GazetteerError: The dump is damaged or cut off, the folder cannot be written, or another
            process builds the same file.
    """
    part = path.with_name(path.name + ".part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with FileLock(path.with_name(path.name + ".lock"), timeout=0):
            built = _build(dump, part, path, tell)
            part.replace(path)
            return built
    except Timeout:
        raise GazetteerError(f"another process is building {path}") from None
    except (OSError, sqlite3.Error) as error:
        raise GazetteerError(
            f"cannot write the gazetteer to {path.parent}: {error}; it needs about three times the size of "
            "the dump there; run the same command again to go on"
        ) from error


def _build(dump: Dump, part: Path, path: Path, tell: Callable[[Progress], None]) -> Built:
    database = _begun(part, dump)
    try:
        (before,) = database.execute("SELECT lines FROM state").fetchone()
        builder = Builder(database)
        for batch in batched(dump.lines(after=before), BATCH):
            tell(_add(database, builder, batch))
        lines, places = database.execute("SELECT lines, places FROM state").fetchone()
        faults = [words for (words,) in database.execute("SELECT words FROM fault")]
        database.execute("BEGIN")  # broken off within, the lines that were read are still there
        database.execute("DROP TABLE state")
        database.execute("DROP TABLE fault")
        builder.finish(dump.version)
        database.execute("VACUUM")
    finally:
        database.close()
    return Built(path, dump.version, lines, places, before, tuple(faults[:_FAULTS_TOLD]), len(faults))


def _add(database: sqlite3.Connection, builder: Builder, batch: tuple[Line, ...]) -> Progress:
    cities = [line.city for line in batch if line.city]
    for city in cities:
        builder.add_city(city)
    builder.flush()
    database.executemany("INSERT INTO fault VALUES (?)", [(x.fault,) for x in batch if x.fault])
    database.execute("UPDATE state SET lines = ?, places = places + ?", (batch[-1].number, len(cities)))
    database.commit()
    return Progress(*database.execute("SELECT lines, places FROM state").fetchone())


def _begun(part: Path, dump: Dump) -> sqlite3.Connection:
    """The working file: the one of an earlier build of this dump, or a new one."""
    if part.exists():
        database = sqlite3.connect(part)
        try:
            if database.execute("SELECT dump, build FROM state").fetchone() == (dump.sha256, BUILD):
                database.execute("PRAGMA temp_store=FILE")
                return database
        except sqlite3.DatabaseError:
            pass  # of another time, or broken off before its first commit
        database.close()
        part.unlink()
    database = sqlite3.connect(part)
    database.execute("PRAGMA temp_store=FILE")
    create_tables(database)
    database.executescript(_STATE)
    database.execute("INSERT INTO state VALUES (?, ?, 0, 0)", (dump.sha256, BUILD))
    database.commit()
    return database

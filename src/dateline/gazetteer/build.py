"""Builds the gazetteer's index: one SQLite file of places and of folded names."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from dateline.gazetteer import sources
from dateline.gazetteer.fold import fold_once

# Changed whenever this module would build another index from the same sources.
BUILD = 7

_TABLES = """
CREATE TABLE place (
    id INTEGER PRIMARY KEY, geonameid INTEGER, name TEXT, latitude REAL, longitude REAL,
    admin1 TEXT, admin2 TEXT, country TEXT, feature TEXT, population INTEGER, kind TEXT,
    capital INTEGER);
CREATE TABLE raw (key TEXT, place INTEGER, demonym INTEGER);
CREATE TABLE name (key TEXT, place INTEGER, demonym INTEGER, PRIMARY KEY (key, place)) WITHOUT ROWID;
CREATE TABLE about (version TEXT);
"""
_LATIN_LIMIT = 0x250  # basic Latin to Latin Extended-B: what an English report prints
_CAPITAL_PEOPLE = 50_000  # the smallest capitals share their names with nothing larger
_CODE_LENGTH = 3  # alternate names like "KHI" are airports' codes


@dataclass(slots=True)
class _Area:
    """The settled land of a subdivision: half-degree cells that hold a place, and the people in it."""

    cells: set[tuple[int, int]] = field(default_factory=set)
    people: int = 0
    points: list[float] = field(default_factory=lambda: [0.0, 0.0, 0.0])

    def add(self, city: dict[str, Any]) -> None:
        latitude, longitude = city["latitude"], city["longitude"]
        cell = (round(latitude * 2), round(longitude * 2))
        self.people += city["population"]
        if cell not in self.cells:
            self.cells.add(cell)
            self.points[0] += latitude
            self.points[1] += longitude
            self.points[2] += 1

    @property
    def middle(self) -> tuple[float, float]:
        # Not weighted by people: a province is printed for its land, and the middle of its land is
        # nearer to published points than its largest city is (docs/decisions/0020-gazetteer.md).
        return round(self.points[0] / self.points[2], 4), round(self.points[1] / self.points[2], 4)


def build(path: Path, version: str) -> None:
    """Write the index to ``path``, which must not exist. Takes seconds and under 300 MB of memory."""
    database = sqlite3.connect(path)
    try:
        database.executescript(
            "PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA temp_store=FILE;" + _TABLES
        )
        _Builder(database).fill()
        database.execute("INSERT INTO about VALUES (?)", (version,))
        database.execute(
            "INSERT OR IGNORE INTO name SELECT key, place, min(demonym) FROM raw "
            "GROUP BY key, place ORDER BY key, place"
        )
        database.execute("DROP TABLE raw")
        database.commit()
        database.execute("VACUUM")
    finally:
        database.close()


class _Builder:
    def __init__(self, database: sqlite3.Connection) -> None:
        self._database = database
        self._subdivisions = sources.subdivisions()
        self._by_code = {s.code: s for s in self._subdivisions if s.level == 1}
        self._capitals_by_country = {
            iso: fold_once(country["capital"]) for iso, country in sources.countries().items()
        }
        self._areas: dict[str, _Area] = {}
        self._provinces: dict[tuple[str, str], int] = {}  # (country, folded name) -> place
        self._names: list[tuple[str, int, int]] = []

    def _is_capital(self, city: dict[str, Any]) -> bool:
        return city["population"] >= _CAPITAL_PEOPLE and self._capitals_by_country.get(
            city["countrycode"]
        ) == fold_once(city["name"])

    def fill(self) -> None:
        self._add_cities()
        self._add_subdivisions()
        self._add_countries()
        self._add_regions()
        self._flush()

    def _place(self, row: tuple[Any, ...], *, capital: bool = False) -> int:
        columns = (
            "geonameid, name, latitude, longitude, admin1, admin2, "
            "country, feature, population, kind, capital"
        )
        sql = f"INSERT INTO place ({columns}) VALUES ({','.join('?' * 11)})"  # noqa: S608
        cursor = self._database.execute(sql, (*row, int(capital)))
        return int(cursor.lastrowid or 0)

    def _called(self, place: int, names: Iterable[str], demonym: int = 0) -> None:
        keys = {fold_once(name) for name in names if name}
        self._names.extend((key, place, demonym) for key in keys if key)
        if len(self._names) > 100_000:
            self._flush()

    def _flush(self) -> None:
        self._database.executemany("INSERT INTO raw VALUES (?, ?, ?)", self._names)
        self._names.clear()

    def _add_cities(self) -> None:
        county = {}
        for geonameid, numbers in sources.subdivisions_of_cities():
            held_by = [self._subdivisions[n - 1] for n in numbers if n <= len(self._subdivisions)]
            second = next((s for s in held_by if s.level == 2), None)
            if second:
                county[geonameid] = second
        for city in sources.cities():
            code = f"{city['countrycode']}.{city['admin1code']}"
            first, second = self._by_code.get(code), county.get(city["geonameid"])
            for key in (code, second.code if second else None):
                if key:
                    self._areas.setdefault(key, _Area()).add(city)
            place = self._place((
                city["geonameid"], city["name"], city["latitude"], city["longitude"],
                first.name if first else None, second.name if second else None,
                city["countrycode"], "P", city["population"], "city",
            ), capital=self._is_capital(city))  # fmt: skip
            self._called(place, _printed(city["name"], city["alternatenames"]))

    def _add_subdivisions(self) -> None:
        for sub in self._subdivisions:
            area = self._areas.get(sub.code)
            if area is None:
                continue
            country, first = sub.code.split(".")[0], self._by_code.get(".".join(sub.code.split(".")[:2]))
            top = sub.level == 1
            place = self._place((
                sub.geonameid, sub.name, *area.middle, first.name if first else None,
                None if top else sub.name, country, "A", area.people, "province" if top else "county",
            ))  # fmt: skip
            self._called(place, _printed(sub.name, sub.aliases))
            if top:
                self._provinces[country, fold_once(sub.name)] = place

    def _add_countries(self) -> None:
        own = {row[0]: row for row in sources.word_list("countries.tsv")}
        capitals = self._capitals()
        for iso, country in sources.countries().items():
            row = own.get(iso)
            point = (float(row[1]), float(row[2])) if row else capitals.get(iso)
            if point is None:
                continue
            place = self._place((
                country["geonameid"], country["name"], *point, None, None, iso, "A",
                country["population"], "country",
            ))  # fmt: skip
            self._called(place, [country["name"], *(row[3].split("|") if row else ())])
            self._called(place, _people(row[4] if row else ""), demonym=1)

    def _capitals(self) -> dict[str, tuple[float, float]]:
        largest = (
            "SELECT country, latitude, longitude, max(population) FROM place "
            "WHERE kind = 'city' GROUP BY country"
        )
        return {iso: (lat, lon) for iso, lat, lon, _ in self._database.execute(largest)}

    def _add_regions(self) -> None:
        for kind, name, latitude, longitude, country, geonameid, aliases, people in sources.word_list(
            "regions.tsv"
        ):
            place = self._provinces.get((country, fold_once(name)))
            if kind != "short":
                found = place if kind == "province" else None
                place = found or self._place((
                    int(geonameid) if geonameid else None, name, float(latitude), float(longitude),
                    name if kind == "province" else None, None, country or None,
                    "A" if country else "L", 0, kind,
                ))  # fmt: skip
            if place is not None:
                self._called(place, [name, *aliases.split("|")])
                self._called(place, _people(people), demonym=1)


def _printed(name: str, others: Iterable[str]) -> Iterator[str]:
    """The names that an English report may print: in Latin letters, capitalised, no codes."""
    yield name
    for other in others:
        if (
            len(other) >= 3
            and other[0].isupper()
            and not (len(other) <= _CODE_LENGTH and other.isupper())
            and all(ord(letter) < _LATIN_LIMIT or letter in "’‘–" for letter in other)
        ):
            yield other


def _people(words: str) -> Iterator[str]:
    for word in words.split("|"):
        if word:
            yield word
            yield word + "s"

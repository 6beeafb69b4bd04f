"""Builds the gazetteer's index: one SQLite file of places and of folded names."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from dateline.gazetteer import sources
from dateline.gazetteer.city import City
from dateline.gazetteer.fold import fold_once

# Changed whenever this module would build another index from the same sources.
BUILD = 9

_TABLES = """
CREATE TABLE place (
    id INTEGER PRIMARY KEY, geonameid INTEGER, name TEXT, latitude REAL, longitude REAL,
    admin1 TEXT, admin2 TEXT, country TEXT, feature TEXT, population INTEGER, kind TEXT,
    capital INTEGER, site INTEGER);
CREATE TABLE raw (key TEXT, place INTEGER, demonym INTEGER, main INTEGER);
CREATE TABLE name (key TEXT, place INTEGER, demonym INTEGER, main INTEGER, PRIMARY KEY (key, place))
    WITHOUT ROWID;
CREATE TABLE held (place INTEGER PRIMARY KEY, first TEXT, second TEXT);
CREATE TABLE about (version TEXT, build INTEGER);
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

    def add(self, latitude: float, longitude: float, people: int) -> None:
        cell = (round(latitude * 2), round(longitude * 2))
        self.people += people
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
        # Broken off, it is begun anew: no journal is needed.
        database.executescript("PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA temp_store=FILE;")
        create_tables(database)
        builder = Builder(database)
        for city in _published_cities():
            builder.add_city(city)
        builder.finish(version)
        database.execute("VACUUM")
    finally:
        database.close()


def create_tables(database: sqlite3.Connection) -> None:
    """The tables that a ``Builder`` fills, empty."""
    database.executescript(_TABLES)


def _published_cities() -> Iterator[City]:
    """The populated places of the installed packages."""
    listed = sources.subdivisions()
    county = {}
    for geonameid, numbers in sources.subdivisions_of_cities():
        held_by = [listed[n - 1] for n in numbers if n <= len(listed)]
        second = next((s for s in held_by if s.level == 2), None)
        if second:
            county[geonameid] = second.code
    for city in sources.cities():
        yield City(
            geonameid=city["geonameid"],
            name=city["name"],
            latitude=city["latitude"],
            longitude=city["longitude"],
            country=city["countrycode"],
            population=city["population"],
            first=f"{city['countrycode']}.{city['admin1code']}",
            second=county.get(city["geonameid"]),
            names=tuple(city["alternatenames"]),
        )


class Builder:
    """Fills an index: first the populated places, one by one, then ``finish``.

    What it has to remember of the places stands in the database, so that a build that was broken off can go
    on with another builder.
    """

    def __init__(self, database: sqlite3.Connection) -> None:
        self._database = database
        self._subdivisions = sources.subdivisions()
        self._by_code = {s.code: s for s in self._subdivisions if s.level == 1}
        self._counties = {s.code: s for s in self._subdivisions if s.level == 2}
        self._capitals_by_country = {
            iso: fold_once(country["capital"]) for iso, country in sources.countries().items()
        }
        self._areas: dict[str, _Area] = {}
        self._provinces: dict[tuple[str, str], int] = {}  # (country, folded name) -> place
        self._names: list[tuple[str, int, int, int]] = []

    def add_city(self, city: City) -> None:
        """One populated place, under all names that an English report may print."""
        first = self._by_code.get(city.first)
        second = self._counties.get(city.second) if city.second else None
        place = self._place((
            city.geonameid, city.name, city.latitude, city.longitude,
            first.name if first else None, second.name if second else None,
            city.country, "P", city.population, "city",
        ), capital=self._is_capital(city), site=city.quarter)  # fmt: skip
        self._database.execute("INSERT INTO held VALUES (?, ?, ?)", (place, city.first, city.second))
        self._called(place, city.name, _printed(city.name, city.names))

    def finish(self, version: str) -> None:
        """Add what lies above the populated places, order the names and commit."""
        self._sum_up_areas()
        self._add_subdivisions()
        self._add_countries()
        self._add_regions()
        self.flush()
        database = self._database
        database.execute("INSERT INTO about VALUES (?, ?)", (version, BUILD))
        database.execute(
            "INSERT OR IGNORE INTO name SELECT key, place, min(demonym), max(main) FROM raw "
            "GROUP BY key, place ORDER BY key, place"
        )
        database.execute("DROP TABLE raw")
        database.execute("DROP TABLE held")
        database.commit()

    def _is_capital(self, city: City) -> bool:
        capital = self._capitals_by_country.get(city.country)
        return city.population >= _CAPITAL_PEOPLE and capital == fold_once(city.name)

    def _sum_up_areas(self) -> None:
        """The settled land of each subdivision, from the towns; their parts are counted with them."""
        rows = self._database.execute(
            "SELECT latitude, longitude, population, first, second FROM place JOIN held "
            "ON held.place = place.id WHERE NOT site ORDER BY place.id"
        )
        for latitude, longitude, people, first, second in rows:
            for code in (first, second):
                if code:
                    self._areas.setdefault(code, _Area()).add(latitude, longitude, people)

    def _place(self, row: tuple[Any, ...], *, capital: bool = False, site: bool = False) -> int:
        columns = (
            "geonameid, name, latitude, longitude, admin1, admin2, "
            "country, feature, population, kind, capital, site"
        )
        sql = f"INSERT INTO place ({columns}) VALUES ({','.join('?' * 12)})"  # noqa: S608
        cursor = self._database.execute(sql, (*row, int(capital), int(site)))
        return int(cursor.lastrowid or 0)

    def _called(self, place: int, name: str, others: Iterable[str], demonym: int = 0) -> None:
        """Other names of a place whose main name is ``name``."""
        main = fold_once(name)
        keys = {fold_once(other) for other in others if other}
        self._names.extend((key, place, demonym, int(key == main)) for key in keys if key)
        if len(self._names) > 100_000:
            self.flush()

    def flush(self) -> None:
        """Write the names that wait to be written."""
        self._database.executemany("INSERT INTO raw VALUES (?, ?, ?, ?)", self._names)
        self._names.clear()

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
            self._called(place, sub.name, _printed(sub.name, sub.aliases))
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
            self._called(place, country["name"], [country["name"], *(row[3].split("|") if row else ())])
            self._called(place, country["name"], _people(row[4] if row else ""), demonym=1)

    def _capitals(self) -> dict[str, tuple[float, float]]:
        largest = (
            "SELECT country, latitude, longitude, max(population) FROM place "
            "WHERE kind = 'city' AND NOT site GROUP BY country"
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
                self._called(place, name, [name, *aliases.split("|")])
                self._called(place, name, _people(people), demonym=1)


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

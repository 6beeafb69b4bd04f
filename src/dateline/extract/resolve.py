"""Which place each name of an article means, from all of them together.

A name alone is guessed by how many people live there. An article says more: "Paris, Texas", the
country it keeps naming, the other towns of one county. Scores are sums of weighted hints; two
rounds, because what one name means tells about the others.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from dateline.gazetteer import Entry

_ROUNDS = 3
_KIND_BONUS = {"country": 3.0, "province": 0.6, "region": 2.0, "county": -1.5, "city": 0.0, "demonym": 3.0}
_MAIN_BONUS = 0.8  # its main name rather than another
_CAPITAL_BONUS = 1.8
_REGION_PEOPLE = 5_000_000  # parts of the world have no population in the gazetteer
_HELD_BONUS = 9.0  # "Paris, Texas": written inside
_COUNTRY_WEIGHT = 3.0  # share of the article's other places in the same country
_PROVINCE_WEIGHT = 2.5
_NEAR_WEIGHT = 1.5
_NEAR_KM = 200.0
_SMALL_WEIGHT = 0.7  # in a country or province that is itself named


@dataclass(frozen=True, slots=True)
class Choice:
    """What a name means and how clear that is (0 to 1)."""

    entry: Entry
    clear: float


@dataclass(slots=True)
class _Context:
    countries: dict[str, float] = field(default_factory=dict)
    provinces: dict[tuple[str, str], float] = field(default_factory=dict)
    points: list[tuple[str, float, float]] = field(default_factory=list)
    weight: float = 0.0


def resolve(
    names: Mapping[str, tuple[Entry, ...]],
    counts: Mapping[str, int],
    held_in: Mapping[str, Iterable[Entry]],
    hints: Iterable[Entry] = (),
) -> dict[str, Choice]:
    """The choice for each name.

    Args:
        names: What each name may mean; names without an entry are left out of the answer.
        counts: How often each name stands in the article.
        held_in: Places that the text writes a name inside of ("Paris, Texas").
        hints: Places known beforehand to be near: the heading's, the publisher's.
    """
    context = _Context()
    choices: dict[str, Choice] = {}
    for _ in range(_ROUNDS):
        choices = {
            name: _choose(name, entries, tuple(held_in.get(name, ())), context)
            for name, entries in names.items()
            if entries
        }
        context = _gather(choices, counts, hints)
    return choices


def _choose(name: str, entries: tuple[Entry, ...], held: tuple[Entry, ...], context: _Context) -> Choice:
    scored = sorted(
        ((_prior(entry, entries) + _held(entry, held) + _fits(name, entry, context), -i)
         for i, entry in enumerate(entries)),
        reverse=True,
    )  # fmt: skip
    best = scored[0][0]
    total = sum(math.exp(score - best) for score, _ in scored)
    return Choice(entries[-scored[0][1]], 1.0 / total)


def _prior(entry: Entry, entries: tuple[Entry, ...]) -> float:
    people = entry.population
    if entry.kind in ("province", "county"):
        # "New York", "Buenos Aires": the town rather than the land around it that has its name.
        inner = [e.population for e in entries if e.kind == "city" and _lies_in(e, entry)]
        if inner:
            return math.log10(min(people, max(inner)) // 2 + 100)
    if entry.kind == "region":
        people = max(people, _REGION_PEOPLE)
    score = math.log10(people + 100) + _KIND_BONUS[entry.kind]
    return score + _MAIN_BONUS * entry.main + _CAPITAL_BONUS * entry.capital


def _lies_in(entry: Entry, outer: Entry) -> bool:
    if entry.country != outer.country or entry is outer:
        return False
    if outer.kind in ("country", "demonym"):
        return True
    if outer.kind == "province":
        return entry.admin1 == outer.admin1
    return outer.kind == "county" and (entry.admin1, entry.admin2) == (outer.admin1, outer.admin2)


def _held(entry: Entry, held: tuple[Entry, ...]) -> float:
    return _HELD_BONUS if any(_lies_in(entry, outer) for outer in held) else 0.0


def _fits(name: str, entry: Entry, context: _Context) -> float:
    if not context.weight:
        return 0.0
    own = context.countries.get(entry.country or "", 0.0)
    score = _COUNTRY_WEIGHT * own / context.weight
    if entry.admin1 and entry.country:
        land = context.provinces.get((entry.country, entry.admin1), 0.0)
        score += _PROVINCE_WEIGHT * min(1.0, land / context.weight * 2)
    if entry.kind in ("city", "county"):
        near = sum(
            1
            for other, latitude, longitude in context.points
            if other != name and km(entry.latitude, entry.longitude, latitude, longitude) <= _NEAR_KM
        )
        score += _NEAR_WEIGHT * min(near, 3) / 3
    return score


def _gather(choices: Mapping[str, Choice], counts: Mapping[str, int], hints: Iterable[Entry]) -> _Context:
    context = _Context()
    for name, choice in choices.items():
        _add(context, name, choice.entry, choice.clear * (1 + math.log(counts.get(name, 1))))
    for entry in hints:
        _add(context, "", entry, 2.0)
    return context


def _add(context: _Context, name: str, entry: Entry, weight: float) -> None:
    context.weight += weight
    if entry.country:
        context.countries[entry.country] = context.countries.get(entry.country, 0.0) + weight
        if entry.admin1:
            key = (entry.country, entry.admin1)
            context.provinces[key] = context.provinces.get(key, 0.0) + weight
    if entry.kind in ("city", "county"):
        context.points.append((name, entry.latitude, entry.longitude))


def km(latitude: float, longitude: float, latitude2: float, longitude2: float) -> float:
    """Distance on the globe in kilometres, degrees given (haversine)."""
    a, b, c, d = map(math.radians, (latitude, longitude, latitude2, longitude2))
    h = math.sin((c - a) / 2) ** 2 + math.cos(a) * math.cos(c) * math.sin((d - b) / 2) ** 2
    return 12742.0 * math.asin(min(1.0, math.sqrt(h)))

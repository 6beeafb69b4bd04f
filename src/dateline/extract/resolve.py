"""Which place each name of an article means, from all of them together.

A name alone is guessed by how many people live there. An article says more: "Paris, Texas", the
country it keeps naming, the other towns of one county. Scores are sums of weighted hints; two
rounds, because what one name means tells about the others.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

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
_MOST_NEAR = 3  # more of them tell no more
_SMALL_WEIGHT = 0.7  # in a country or province that is itself named
_LEAST_SHARE = 0.02  # of the belief; what is less likely is no alternative worth a person's time
_MOST_OTHERS = 3
_NO_WEIGHT = 1e-9  # what is left of a sum when its parts are taken out again
_SAME_SPOT_KM = 25.0
_KM_OF_A_DEGREE = 111.0  # of latitude; a little less than it is


@dataclass(frozen=True, slots=True)
class Choice:
    """What a name means and how clear that is (0 to 1)."""

    entry: Entry
    clear: float
    others: tuple[tuple[Entry, float], ...] = ()
    """The other places of that name that lie elsewhere, each with its share of the belief (0 to 1)."""


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
    asked = [
        _Asked.of(name, entries, tuple(held_in.get(name, ()))) for name, entries in names.items() if entries
    ]
    context = _Context()
    choices: dict[str, Choice] = {}
    for _ in range(_ROUNDS):
        choices = {one.name: _choose(one, context) for one in asked}
        context = _gather(choices, counts, hints)
    return {
        one.name: replace(
            choices[one.name],
            others=_others(one, choices[one.name], count=counts.get(one.name, 1), context=context),
        )
        for one in asked
    }


@dataclass(frozen=True, slots=True)
class _Asked:
    """A name, what it may mean, and what speaks for each of that whatever the article's other names are."""

    name: str
    entries: tuple[Entry, ...]
    priors: tuple[float, ...]

    @classmethod
    def of(cls, name: str, entries: tuple[Entry, ...], held: tuple[Entry, ...]) -> _Asked:
        return cls(name, entries, tuple(_prior(entry, entries) + _held(entry, held) for entry in entries))


def _choose(asked: _Asked, context: _Context) -> Choice:
    scored = _scored(asked, context)
    best = scored[0][0]
    total = sum(math.exp(score - best) for score, _ in scored)
    return Choice(asked.entries[-scored[0][1]], 1.0 / total)


def _scored(asked: _Asked, context: _Context) -> list[tuple[float, int]]:
    """Score and negative index of each entry, the best first."""
    pairs = enumerate(zip(asked.entries, asked.priors, strict=True))
    return sorted(
        ((prior + _fits(asked.name, entry, context), -i) for i, (entry, prior) in pairs), reverse=True
    )


def _others(
    asked: _Asked, choice: Choice, *, count: int, context: _Context
) -> tuple[tuple[Entry, float], ...]:
    """What else the name may mean, judged by the article's other names alone.

    In the choice itself a name also counts as a hint to its own country, which makes a town that is
    named alone look far clearer than it is.
    """
    if len(asked.entries) == 1:
        return ()
    weight = _weight(choice, count)
    _weigh(context, choice.entry, -weight)
    scored = _scored(asked, context)
    _weigh(context, choice.entry, weight)
    best = scored[0][0]
    total = sum(math.exp(score - best) for score, _ in scored)
    shares = [(asked.entries[-i], math.exp(score - best) / total) for score, i in scored]
    return _elsewhere(choice.entry, [pair for pair in shares if pair[0] is not choice.entry])


def _elsewhere(chosen: Entry, shares: list[tuple[Entry, float]]) -> tuple[tuple[Entry, float], ...]:
    """The likeliest places that are neither the chosen one nor around it nor in it.

    A town and the county of its name are one alternative; its share is that of both.
    """
    others: list[tuple[Entry, float]] = []
    for entry, share in shares:
        if share < _LEAST_SHARE or _together(entry, chosen):
            continue
        same = next((i for i, (other, _) in enumerate(others) if _together(entry, other)), None)
        if same is None:
            others.append((entry, share))
        else:
            others[same] = (others[same][0], others[same][1] + share)
    others.sort(key=lambda pair: -pair[1])
    return tuple(others[:_MOST_OTHERS])


def _together(one: Entry, other: Entry) -> bool:
    return (
        _lies_in(one, other)
        or _lies_in(other, one)
        or within(_SAME_SPOT_KM, one.latitude, one.longitude, other.latitude, other.longitude)
    )


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
    if context.weight < _NO_WEIGHT:
        return 0.0
    own = context.countries.get(entry.country or "", 0.0)
    score = _COUNTRY_WEIGHT * own / context.weight
    if entry.admin1 and entry.country:
        land = context.provinces.get((entry.country, entry.admin1), 0.0)
        score += _PROVINCE_WEIGHT * min(1.0, land / context.weight * 2)
    if entry.kind in ("city", "county"):
        score += _NEAR_WEIGHT * _near(name, entry, context) / _MOST_NEAR
    return score


def _near(name: str, entry: Entry, context: _Context) -> int:
    """How many places of other names lie near, ``_MOST_NEAR`` where there are more."""
    near = 0
    for other, latitude, longitude in context.points:
        if other != name and within(_NEAR_KM, entry.latitude, entry.longitude, latitude, longitude):
            near += 1
            if near == _MOST_NEAR:
                break
    return near


def _gather(choices: Mapping[str, Choice], counts: Mapping[str, int], hints: Iterable[Entry]) -> _Context:
    context = _Context()
    for name, choice in choices.items():
        _add(context, name, choice.entry, _weight(choice, counts.get(name, 1)))
    for entry in hints:
        _add(context, "", entry, 2.0)
    return context


def _weight(choice: Choice, count: int) -> float:
    return choice.clear * (1 + math.log(count))


def _add(context: _Context, name: str, entry: Entry, weight: float) -> None:
    _weigh(context, entry, weight)
    if entry.kind in ("city", "county"):
        context.points.append((name, entry.latitude, entry.longitude))


def _weigh(context: _Context, entry: Entry, weight: float) -> None:
    context.weight += weight
    if entry.country:
        context.countries[entry.country] = context.countries.get(entry.country, 0.0) + weight
        if entry.admin1:
            key = (entry.country, entry.admin1)
            context.provinces[key] = context.provinces.get(key, 0.0) + weight


def within(limit_km: float, latitude: float, longitude: float, latitude2: float, longitude2: float) -> bool:
    """Whether two points lie this near to each other."""
    if abs(latitude - latitude2) * _KM_OF_A_DEGREE > limit_km:
        return False  # most pairs, without going round the globe
    return km(latitude, longitude, latitude2, longitude2) <= limit_km


def km(latitude: float, longitude: float, latitude2: float, longitude2: float) -> float:
    """Distance on the globe in kilometres, degrees given (haversine)."""
    a, b, c, d = map(math.radians, (latitude, longitude, latitude2, longitude2))
    h = math.sin((c - a) / 2) ** 2 + math.cos(a) * math.cos(c) * math.sin((d - b) / 2) ** 2
    return 12742.0 * math.asin(min(1.0, math.sqrt(h)))

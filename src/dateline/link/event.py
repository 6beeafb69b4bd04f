"""What all reports of an event claim, where they differ, and one value of each by a rule that is named."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import asin, cos, inf, radians, sin, sqrt
from typing import Any, Final, Literal

from dateline.link.comparison import SURE
from dateline.link.description import LASTING

Rule = Literal["best-evidence", "lowest", "highest", "median"]
"""Which claim of a number stands for an event. The three that go by the number take the claims of independent
sources alone; ``best-evidence`` takes a main event's claim before a background one's, a reading with a
confidence of 0.6 or more before one with less, a clear number before a vague one, the surer reading, the
earlier report.
"""

_BOUNDS: Final = ("exact", "range", "about", "at_least", "at_most", "vague")  # clearest first
_BASES: Final = ("stated", "relative", "published")
_PRECISIONS: Final = ("site", "city", "district", "province", "country")
_TOLLS: Final = ("arrested", "injured", "killed")
_ACTORS: Final = ("organizers", "participants", "targets")
_ABOUT: Final = 0.2  # "about 500" and "600" are no conflict
_FAR_KM: Final = 50.0  # as in the comparison of places
_LATER: Final = "9999"  # a report without a day is told last


@dataclass(frozen=True, slots=True)
class Report:
    """One mention of an event in one article.

    Attributes:
        reprint_of: The article whose text this one reprints.
        quote: The words of the trigger.
    """

    article: str
    mention: str
    source: str | None
    title: str | None
    published: str | None
    reprint_of: str | None
    main: bool
    form: str
    status: str
    quote: str


@dataclass(frozen=True, slots=True)
class Claim:
    """A value as one report gives it: the row of the origin and the words."""

    article: str
    mention: str
    words: str
    claimant: str | None
    independent: bool
    value: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Chosen:
    """One value for the event: its claim, the rule that chose it, and the claims it was chosen from."""

    claim: Claim
    rule: str
    claims: tuple[Claim, ...]


@dataclass(frozen=True, slots=True)
class Link:
    """Two of an event's mentions and what holds them together: bits in all, the prior included.

    Attributes:
        by_field: The answer to each question and its bits.
    """

    one: str
    other: str
    bits: float
    by_field: Mapping[str, tuple[str, float]]


@dataclass(frozen=True, slots=True)
class Event:
    """An event as its reports tell it.

    Attributes:
        sources: Newspapers, agencies and sites that report it (an article without a source counts as one).
        independent_sources: Those left when reprints of one text count once.
        conflicts: Fields whose claims cannot all be true.
        actors, issues, police: What any report names; each once.
        related: Other events by how they belong to this one.
        links: The strongest links that hold the reports together.
    """

    id: str
    reports: tuple[Report, ...]
    sources: int
    independent_sources: int
    form: Chosen
    status: Chosen
    date: Chosen | None
    place: Chosen | None
    size: Chosen | None
    arrested: Chosen | None
    injured: Chosen | None
    killed: Chosen | None
    organizers: tuple[str, ...]
    participants: tuple[str, ...]
    targets: tuple[str, ...]
    issues: tuple[str, ...]
    topics: tuple[str, ...]
    police: tuple[str, ...]
    conflicts: tuple[str, ...]
    related: tuple[tuple[str, str], ...] = ()
    links: tuple[Link, ...] = ()


@dataclass(frozen=True, slots=True)
class Told:
    """A mention of the event with its article, as JSON gives them."""

    article: Mapping[str, Any]
    mention: Mapping[str, Any]
    reprint_of: str | None


def gather(
    name: str, told: Iterable[Told], rule: Rule = "best-evidence", related: Iterable[tuple[str, str]] = ()
) -> Event:
    """The event that some mentions tell of; the same whatever order they come in."""
    ordered = sorted(told, key=lambda one: (one.article["published"] or _LATER, one.mention["id"]))
    dates, places = _claims(ordered, _one("date")), _claims(ordered, _one("place"))
    sizes = _sizes(ordered)
    tolls = {toll: _claims(ordered, _many(toll)) for toll in _TOLLS}
    conflicts = [
        *(["date"] if _dates_differ(dates) and not _lasting(ordered) else []),
        *(["place"] if _places_differ(places) else []),
        *(["size"] if _numbers_differ(sizes) else []),
        *(toll for toll in _TOLLS if _numbers_differ(tolls[toll])),
    ]
    main = {one.mention["id"] for one in ordered if one.mention["main"]}
    actors = {
        slot: _each(actor["name"] for one in ordered for actor in one.mention[slot]) for slot in _ACTORS
    }
    return Event(
        id=name,
        reports=tuple(map(_report, ordered)),
        sources=len({_outlet(one) for one in ordered}),
        independent_sources=_independent(ordered),
        form=_most_told(_claims(ordered, _one("form")), lambda claim: claim.value["value"], _sureness),
        status=_latest(_claims(ordered, _one("status")), ordered),
        date=_most_told(dates, lambda c: (c.value["start"], c.value["end"]), _date_rank) if dates else None,
        place=_most_told(places, _place_key, _place_rank) if places else None,
        size=_number(sizes, rule, main),
        arrested=_number(tolls["arrested"], rule, main),
        injured=_number(tolls["injured"], rule, main),
        killed=_number(tolls["killed"], rule, main),
        organizers=actors["organizers"],
        participants=actors["participants"],
        targets=actors["targets"],
        issues=_each(issue["words"] for one in ordered for issue in one.mention["issues"]),
        topics=_each(t for one in ordered for issue in one.mention["issues"] for t in issue["topics"]),
        police=_each(action["value"] for one in ordered for action in one.mention["police"]),
        conflicts=tuple(conflicts),
        related=tuple(sorted(related)),
    )


def _report(one: Told) -> Report:
    article, mention = one.article, one.mention
    return Report(
        article=article["id"],
        mention=mention["id"],
        source=article["source"],
        title=article["title"],
        published=article["published"],
        reprint_of=one.reprint_of,
        main=mention["main"],
        form=mention["form"]["value"],
        status=mention["status"]["value"],
        quote=mention["trigger"][0]["quote"],
    )


def _outlet(one: Told) -> str:
    return str(one.article["source"] or one.article["id"])


def _independent(told: Sequence[Told]) -> int:
    """How many sources are left when each text counts for the first that printed it."""
    outlets = {one.article["id"]: _outlet(one) for one in told}
    texts = {one.reprint_of or one.article["id"] for one in told}
    return len({outlets.get(text, text) for text in texts})


def _each(words: Iterable[str]) -> tuple[str, ...]:
    """Each once, whatever its case; the most frequent first."""
    listed = list(words)
    counts = Counter(word.casefold() for word in listed)
    first = {word.casefold(): word for word in reversed(listed)}
    return tuple(first[key] for key in sorted(first, key=lambda key: (-counts[key], key)))


Values = Callable[[Mapping[str, Any]], Iterable[Mapping[str, Any]]]


def _one(slot: str) -> Values:
    return lambda mention: [mention[slot]] if mention[slot] else []


def _many(slot: str) -> Values:
    return lambda mention: mention[slot]


def _claims(told: Iterable[Told], values: Values) -> list[Claim]:
    """Each claim of an article once, though several mentions share its words."""
    found: dict[tuple[str, str], Claim] = {}
    for one in told:
        for value in values(one.mention):
            claim = Claim(
                article=one.article["id"],
                mention=one.mention["id"],
                words=value["evidence"][0]["quote"] if value["evidence"] else "",
                claimant=(value.get("claimant") or {}).get("name"),
                independent=one.reprint_of is None,
                value=value,
            )
            said = {name: part for name, part in value.items() if name not in ("id", "confidence")}
            found.setdefault((claim.article, repr(said)), claim)
    return list(found.values())


def _sizes(told: Sequence[Told]) -> list[Claim]:
    """Of those who came; of those who were to come, where no report says who came."""
    claims = _claims(told, _many("sizes"))
    came = [claim for claim in claims if claim.value["of"] == "turnout"]
    return came or [claim for claim in claims if claim.value["of"] == "expected"]


def _most_told(claims: Sequence[Claim], key: Callable[[Claim], Any], rank: Callable[[Claim], Any]) -> Chosen:
    """The value that most independent sources give; of two alike, the one with the best evidence."""
    articles: dict[Any, set[str]] = defaultdict(set)
    for claim in claims:
        articles[key(claim)].update([claim.article] if claim.independent else [])
    best = min(claims, key=lambda claim: (-len(articles[key(claim)]), *rank(claim), claim.mention))
    return Chosen(best, "most independent sources", tuple(claims))


def _sureness(claim: Claim) -> tuple[float]:
    return (-claim.value["confidence"],)


def _date_rank(claim: Claim) -> tuple[int, str, float]:
    return (_BASES.index(claim.value["basis"]), claim.value["end"], -claim.value["confidence"])


def _place_key(claim: Claim) -> Any:
    return claim.value["geonameid"] or claim.value["name"]


def _place_rank(claim: Claim) -> tuple[int, float]:
    return (_PRECISIONS.index(claim.value["precision"]), -claim.value["confidence"])


def _latest(claims: Sequence[Claim], told: Sequence[Told]) -> Chosen:
    """What the last report says: a plan is overtaken by what became of it."""
    when = {one.mention["id"]: one.article["published"] or "" for one in told}
    best = max(claims, key=lambda claim: (when[claim.mention], claim.value["confidence"], claim.mention))
    return Chosen(best, "latest report", tuple(claims))


def _number(claims: Sequence[Claim], rule: Rule, main: set[str]) -> Chosen | None:
    if not claims:
        return None
    pool = [claim for claim in claims if claim.independent] or list(claims)
    if rule == "best-evidence":
        best = min(pool, key=lambda claim: (claim.mention not in main, *_clearness(claim)))
    else:
        ordered = sorted(pool, key=lambda claim: (_middle(claim), claim.mention))
        best = ordered[{"lowest": 0, "median": (len(ordered) - 1) // 2, "highest": -1}[rule]]
    return Chosen(best, rule, tuple(claims))


def _clearness(claim: Claim) -> tuple[bool, int, float]:
    sureness = claim.value["confidence"]
    return (sureness < SURE, _BOUNDS.index(claim.value["bound"]), -sureness)


def _middle(claim: Claim) -> float:
    """The middle of a range by its orders of magnitude; of a bound, the number that is given."""
    low, high = claim.value["low"], claim.value["high"]
    if low is None or high is None:
        return float(low if high is None else high)
    return sqrt(float(low) * float(high))


def _lasting(told: Iterable[Told]) -> bool:
    return any(one.mention["form"]["value"] in LASTING for one in told)


def _dates_differ(claims: Sequence[Claim]) -> bool:
    days = [claim.value for claim in claims if claim.value["precision"] == "day"]
    return bool(days) and max(day["start"] for day in days) > min(day["end"] for day in days)


def _places_differ(claims: Sequence[Claim]) -> bool:
    if len({claim.value["country"] for claim in claims} - {None}) > 1:
        return True
    near = {
        (claim.value["latitude"], claim.value["longitude"])
        for claim in claims
        if claim.value["precision"] in ("site", "city") and claim.value["latitude"] is not None
    }
    return any(_km(one, other) > _FAR_KM for one in near for other in near)


def _km(one: tuple[float, float], other: tuple[float, float]) -> float:
    """Great circle; the Earth's mean radius is 6,371 km."""
    (a, b), (c, d) = (tuple(map(radians, place)) for place in (one, other))
    half = sin((c - a) / 2) ** 2 + cos(a) * cos(c) * sin((d - b) / 2) ** 2
    return 2 * 6371 * asin(min(1.0, sqrt(half)))


def _numbers_differ(claims: Sequence[Claim]) -> bool:
    ranges = list(map(_range, claims))
    return max((low for low, _ in ranges), default=0.0) > min((high for _, high in ranges), default=inf)


def _range(claim: Claim) -> tuple[float, float]:
    low, high, bound = (claim.value[part] for part in ("low", "high", "bound"))
    slack = _ABOUT if bound == "about" else 0.0
    return ((low or 0) * (1 - slack), inf if high is None else high * (1 + slack))


def crosswalk(name: str, told: Iterable[Told]) -> Iterator[dict[str, Any]]:
    """The lines of an event in the crosswalk: one a mention."""
    for one in told:
        yield {
            "event": name,
            "article": one.article["id"],
            "mention": one.mention["id"],
            "main": one.mention["main"],
            "status": one.mention["status"]["value"],
            "trigger": list(one.mention["trigger"]),
        }

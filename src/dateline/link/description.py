"""What of a mention is compared with others: when, where, what, who, about what, how many, in which words."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any, Final

LASTING: Final = frozenset("occupation strike hunger_strike boycott blockade sit_in".split())
"""Forms that go on for days or weeks: reports of later days tell of the same one."""
_NEAR: Final = 160
"""Characters before and after a trigger whose words describe the event: about the sentence."""
_NEAR_NAMES: Final = 600
"""Characters before and after a trigger whose names do: about the paragraph and its neighbours."""
_MOST_WORDS: Final = 60
_TRIGGERS: Final = 2  # the clearest; words at the others are often about something else
# Words that reports of any protest share, and those without a meaning of their own.
_COMMON: Final = frozenset(
    """
    a about after again against ago all also although among amid an and another any are around as at
    away back be because been before began being between both but by called came can come could day days
    did do does down during each early even every few first for four from further get go going group had
    has have he held her here him his hold how if in including into is it its just last late later least
    left less like made make many march marched marcher marching may member men might more most much
    near nearly new next no not now of off old on one only or other our out outside over people per
    place police protest protested protester protesting rally rallied said say saying second see several
    she should since so some still strike such take than that the their them then there these they third
    this those thousand three through time to today told took toward two under until up us used very was
    way we week weeks well went were what when where which while who whom whose will with within without
    woman women would year years yesterday yet you monday tuesday wednesday thursday friday saturday
    sunday january february april june july august september october november december hundred dozen
    crowd demonstration demonstrated demonstrator event activist supporter government officer official
    man
    """.split()
)
_WORD: Final = re.compile(r"[^\W_]+(?:['’.][^\W_]+)*")
_PAUSE: Final = re.compile(r"[.!?…]['”\"’)]*\s+(?=\S)|\n")


@dataclass(frozen=True, slots=True)
class Description:
    """What of one mention is compared.

    Attributes:
        told: Day of publication, counted from 1 January of year 1.
        first: First day of the event, counted alike; ``last`` is its last.
        day_trust: Confidence of the days, 0 to 1; ``place_trust`` is that of the place.
        lasting: Whether it may go on for weeks.
        place: Id of the place in GeoNames.
        near: Whether the place is a site or a city, not a district, a province or a country.
        actors: Words of organizers, participants and targets, as they are compared, sorted; ``own`` has those
            of the first two, ``targets`` of the last; likewise ``issues``, ``words`` (those around the
            triggers) and ``names`` (of the paragraphs around).
        low: Least turnout that any claim gives; ``high`` is the most.
        apart: Mentions of the same article that are another event for sure: what it counters.
    """

    mention: str
    article: str
    told: int | None
    first: int | None
    last: int | None
    day_trust: float
    lasting: bool
    form: str
    place: int | None
    latitude: float | None
    longitude: float | None
    country: str | None
    admin1: str | None
    near: bool
    place_trust: float
    actors: tuple[str, ...]
    own: tuple[str, ...]
    targets: tuple[str, ...]
    issues: tuple[str, ...]
    words: tuple[str, ...]
    names: tuple[str, ...]
    low: int | None
    high: int | None
    apart: tuple[str, ...]


def describe(record: dict[str, Any], text: str) -> Iterator[Description]:
    """The descriptions of a record's mentions.

    Args:
        record: A line of the contract as JSON gives it.
        text: Its article's text.
    """
    article = record["article"]
    names = [(name["evidence"][0], name["name"]) for name in record["names"] if name["kind"] in _NAMED]
    for mention in record["mentions"]:
        first, last = _days(mention["date"])
        place = mention["place"] or {}
        low, high = _turnout(mention["sizes"])
        yield Description(
            mention=mention["id"],
            article=article["id"],
            told=_day(article["published"]),
            first=first,
            last=last,
            day_trust=(mention["date"] or _NO_TRUST)["confidence"],
            lasting=mention["form"]["value"] in LASTING,
            form=mention["form"]["value"],
            place=place.get("geonameid"),
            latitude=place.get("latitude"),
            longitude=place.get("longitude"),
            country=place.get("country"),
            admin1=place.get("admin1"),
            near=place.get("precision") in ("site", "city"),
            place_trust=place.get("confidence", 0.0),
            actors=_stems(_actors(mention, *_OWN, "targets")),
            own=_stems(_actors(mention, *_OWN)),
            targets=_stems(_actors(mention, "targets")),
            issues=_stems(issue["words"] for issue in mention["issues"]),
            words=_stems(_around(text, mention["trigger"])),
            names=_stems(_named(names, mention["trigger"])),
            low=low,
            high=high,
            apart=tuple(r["mention"] for r in mention["relations"] if r["kind"] == "counter_to"),
        )


_NO_TRUST: Final = {"confidence": 0.0}
_OWN: Final = ("organizers", "participants")
_NAMED: Final = ("person", "organization")


def _days(found: dict[str, Any] | None) -> tuple[int | None, int | None]:
    return (_day(found["start"]), _day(found["end"])) if found else (None, None)


def _day(written: str | None) -> int | None:
    return date.fromisoformat(written).toordinal() if written else None


def _turnout(sizes: list[dict[str, Any]]) -> tuple[int | None, int | None]:
    came = [size for size in sizes if size["of"] == "turnout"]
    lows = [low for size in came if (low := size["low"] or size["high"])]
    highs = [high for size in came if (high := size["high"] or size["low"])]
    return (min(lows), max(highs)) if lows and highs else (None, None)


def _actors(mention: dict[str, Any], *slots: str) -> Iterator[str]:
    for slot in slots:
        for actor in mention[slot]:
            yield actor["name"]
            yield actor["acronym"] or ""


def _around(text: str, triggers: list[dict[str, Any]]) -> Iterator[str]:
    """The words of each trigger's sentence, so far as it is near."""
    for span in triggers[:_TRIGGERS]:
        if span.get("in", "text") != "text":
            yield span["quote"]
            continue
        before = _PAUSE.split(text[max(0, span["start"] - _NEAR) : span["start"]])[-1]
        after = _PAUSE.split(text[span["start"] : span["end"] + _NEAR])[0]
        yield f"{before} {after}"


def _named(names: list[tuple[dict[str, Any], str]], triggers: list[dict[str, Any]]) -> Iterator[str]:
    places = [(span["start"], span["end"]) for span in triggers if span.get("in", "text") == "text"]
    for span, name in names:
        if any(start - _NEAR_NAMES < span["start"] < end + _NEAR_NAMES for start, end in places):
            yield name


def _stems(phrases: Iterable[str]) -> tuple[str, ...]:
    found = {stem for phrase in phrases for word in _WORD.findall(phrase) if (stem := _stem(word))}
    return tuple(sorted(found)[:_MOST_WORDS])


@lru_cache(maxsize=200_000)
def _stem(word: str) -> str:
    """A word as it is compared: without case, accents and the ending of a plural; empty for a common one."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", word.casefold()) if not unicodedata.combining(c))
    plain = plain.replace("’", "'").removesuffix("'s").replace(".", "")
    if plain in _COMMON:
        return ""
    if len(plain) > 3 and plain.endswith("s") and not plain.endswith("ss"):
        plain = plain[:-1]
    return "" if len(plain) < 2 or plain in _COMMON or plain.isdigit() else plain

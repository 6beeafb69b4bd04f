"""Toponyms: every place name of an article, resolved to a place where the gazetteer holds one.

Source of the figures: GeoNames (CC BY 4.0) through ``dateline.gazetteer``.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise

from spacy.tokens import Doc

from dateline.extract.resolve import Choice, resolve
from dateline.gazetteer import Entry, Gazetteer
from dateline.parse import Parsed
from dateline.records import Name, PlaceChoice, Span, Toponym

BY_NAME = "toponym.name/1"
BY_GAZETTEER = "toponym.gazetteer/1"
BY_PEOPLE = "toponym.people/1"
BY_CODEBOOK = "codebook.place/1"

_MAX_WORDS = 6
_KNOWN_LAND = 1_000_000  # people; likewise of a country or province that the tagger passed over
_SHORT = 3
_ARTICLES = frozenset({"the", "a", "an"})
_JOINERS = frozenset(
    {
        "of",
        "the",
        "and",
        "de",
        "la",
        "del",
        "el",
        "al",
        "le",
        "les",
        "do",
        "da",
        "dos",
        "das",
        "y",
        "e",
        "-",
        "’",
        "'",
    }
)
_ROADS = frozenset({"street", "road", "avenue", "lane", "drive", "boulevard", "square", "valley", "river"})
_PLACE_BEFORE = frozenset({"in", "at", "near", "on", "to", "from", "of", "outside", "through", ","})
_PLACE_ENTITIES = frozenset({"GPE", "LOC", "FAC"})
_CODE_LENGTH = 2  # "OR" is Oregon only after a town and a comma
_LARGE = 20_000  # people; a town read as something else is believed to be one only from here
_IN_WORDS = frozenset({"in", "at", "near", "outside", "around", "across", "from", "to", "into", "through"})
_SPLIT = re.compile(r",\s{1,20}+|\s{1,20}+-\s{1,20}+")
_INSIDE = re.compile(r"\s{0,20}+[,(]\s{0,20}+")
_QUALIFIERS = frozenset(
    {"north", "south", "east", "west", "northern", "southern", "eastern", "western", "central", "greater",
     "northeast", "northwest", "southeast", "southwest", "northeastern", "northwestern", "southeastern",
     "southwestern", "far", "metropolitan", "metro", "downtown", "historic", "upper", "lower", "mainland",
     "rural", "inner", "old", "occupied", "team"}
)  # fmt: skip
_TYPE_WORDS = ("city", "town", "province", "state", "region", "district", "area", "village")


@dataclass(frozen=True, slots=True)
class _Found:
    """A candidate: ``text[start:end]``, what it may mean, and how it was found."""

    start: int
    end: int
    entries: tuple[Entry, ...]
    by: str
    sure: float


@dataclass(frozen=True, slots=True)
class Resolved:
    """The toponyms of an article, and by the words of each what else it may mean, the likeliest first."""

    toponyms: tuple[Toponym, ...]
    others: Mapping[Span, tuple[PlaceChoice, ...]]


def find_toponyms(parsed: Parsed, names: tuple[Name, ...], gazetteer: Gazetteer) -> tuple[Toponym, ...]:
    """Every occurrence of a place name, in the order of the text, none overlapping another.

    Words for a country's people ("Turkish") are toponyms too, by rule "toponym.people/1". A place
    that the gazetteer does not hold is given without coordinates.
    """
    return resolve_toponyms(parsed, names, gazetteer).toponyms


def resolve_toponyms(parsed: Parsed, names: tuple[Name, ...], gazetteer: Gazetteer) -> Resolved:
    """The toponyms that ``find_toponyms`` gives, with the places that were not chosen."""
    found = _without_overlaps(_candidates(parsed, names, gazetteer))
    inside = _held_in(parsed.text, found)
    choices = _choose(parsed, found, inside, gazetteer)
    toponyms: list[Toponym] = []
    others: dict[Span, tuple[PlaceChoice, ...]] = {}
    for one in found:
        choice, outer = choices.get(_key(parsed, one, inside)), inside.get(one.start)
        if outer is not None and not _fit(one, outer):
            toponyms.append(_unheld(parsed, one, choices.get(_key(parsed, outer, inside))))
        elif choice is not None or _believed_unheld(parsed, one):
            toponyms.append(_toponym(parsed, one, choice))
            if choice is not None and choice.others:
                others[toponyms[-1].evidence[0]] = tuple(_other(*other) for other in choice.others)
    return Resolved(tuple(toponyms), others)


def _other(entry: Entry, share: float) -> PlaceChoice:
    return PlaceChoice(
        name=entry.name,
        geonameid=entry.geonameid,
        latitude=entry.latitude,
        longitude=entry.longitude,
        admin1=entry.admin1,
        country=entry.country,
        share=round(share, 3),
    )


def _key(parsed: Parsed, found: _Found, inside: dict[int, _Found]) -> str:
    text = parsed.text[found.start : found.end]
    outer = inside.get(found.start)
    return f"{text}|{parsed.text[outer.start : outer.end]}" if outer else text


def _choose(
    parsed: Parsed, found: list[_Found], inside: dict[int, _Found], gazetteer: Gazetteer
) -> dict[str, Choice]:
    keys = [_key(parsed, one, inside) for one in found]
    named = dict(zip(keys, (one.entries for one in found), strict=True))
    held: dict[str, tuple[Entry, ...]] = {}
    for key, one in zip(keys, found, strict=True):
        if one.start in inside and _fit(one, inside[one.start]):
            # Said once, it holds for the other times that the article names the place.
            held[key] = inside[one.start].entries
            held.setdefault(parsed.text[one.start : one.end], inside[one.start].entries)
    return resolve(named, Counter(keys), held, _publisher(parsed, gazetteer))


def _publisher(parsed: Parsed, gazetteer: Gazetteer) -> tuple[Entry, ...]:
    """A place named by the source ("The Dhaka Tribune"), where there is a large one of that name."""
    words = (parsed.article.source or "").split()
    found = (entry for word in words for entry in gazetteer.lookup(word)[:1])
    return tuple(entry for entry in found if entry.main and entry.population > 10 * _LARGE)[:1]


def _held_in(text: str, found: list[_Found]) -> dict[int, _Found]:
    """Which toponym the next one holds: "Paris, Texas", "Lahore (Pakistan)"; by the inner one's start."""
    held = {}
    for one, after in pairwise(found):
        gap = text[one.end : after.start]
        lands = {entry.kind for entry in after.entries} & {"country", "province", "county"}
        if lands and _INSIDE.fullmatch(gap) and (_fit(one, after) or _foreign(one, after)):
            held[one.start] = after
    return held


def _foreign(inner: _Found, outer: _Found) -> bool:
    """Whether "X, Y" can only mean an X that the gazetteer does not hold: a town in a province."""
    outer_is_land = all(entry.kind == "province" for entry in outer.entries)
    return outer_is_land and all(entry.kind in ("city", "county") for entry in inner.entries)


def _fit(inner: _Found, outer: _Found) -> bool:
    lands = {
        (e.country, e.admin1 if e.kind != "country" else None) for e in outer.entries if e.kind != "city"
    }
    return any((e.country, e.admin1) in lands or (e.country, None) in lands for e in inner.entries)


def _candidates(parsed: Parsed, names: tuple[Name, ...], gazetteer: Gazetteer) -> list[_Found]:
    found: list[_Found] = []
    for name in names:
        span = name.evidence[0]
        if name.kind == "place":
            found.extend(_of_place(parsed.text, span.start, span.end, name.confidence, gazetteer))
        elif name.kind == "group":
            people = tuple(e for e in gazetteer.lookup(span.quote) if e.kind == "demonym")
            if people:
                found.append(_Found(span.start, span.end, people, BY_PEOPLE, 0.7))
    found.extend(_by_gazetteer(parsed, names, gazetteer))
    return found


def _of_place(text: str, start: int, end: int, sure: float, gazetteer: Gazetteer) -> list[_Found]:
    """A place name, taken apart at commas, without words that only say which part of it."""
    whole = gazetteer.lookup(text[start:end])
    parts = [(start, end)] if whole else _parts(text, start, end)
    found = []
    for part_start, part_end in parts:
        begin = _unqualified(text, part_start, part_end, gazetteer)
        entries = _places(gazetteer, text[begin:part_end])
        if _is_code(text[begin:part_end]) and "," not in text[max(0, begin - 3) : begin]:
            entries = tuple(e for e in entries if e.kind in ("country", "region"))
        if text[begin:part_end].lower() in _QUALIFIERS:
            continue  # "the West" is no province of Cameroon
        by = BY_CODEBOOK if any(entry.own for entry in entries) else BY_NAME
        found.append(_Found(begin, part_end, entries, by, sure if entries else sure * 0.6))
    return found


def _is_code(name: str) -> bool:
    return len(name) <= _CODE_LENGTH and name.isupper()


def _places(gazetteer: Gazetteer, name: str) -> tuple[Entry, ...]:
    entries = gazetteer.lookup(name)
    return tuple(e for e in entries if e.kind != "demonym") or entries


def _parts(text: str, start: int, end: int) -> list[tuple[int, int]]:
    parts, at = [], start
    for cut in _SPLIT.finditer(text, start, end):
        parts.append((at, cut.start()))
        at = cut.end()
    return [part for part in [*parts, (at, end)] if part[0] < part[1]]


def _unqualified(text: str, start: int, end: int, gazetteer: Gazetteer) -> int:
    """Where the name begins without "northern", "downtown" and their like, if the rest is a place."""
    at = start
    while not gazetteer.lookup(text[at:end]):
        word, space, rest = text[at:end].partition(" ")
        if not space or word.lower() not in _QUALIFIERS:
            return start
        at = end - len(rest)
    return at


def _by_gazetteer(parsed: Parsed, names: tuple[Name, ...], gazetteer: Gazetteer) -> list[_Found]:
    """Capitalised words that name a place though the tagger read them otherwise, or in pieces."""
    found = list[_Found]()
    tagged = _Tagged.of(parsed, names)
    done = 0
    for i in [token.i for token in parsed.doc if token.text[:1].isupper()]:
        if i < done:
            continue
        match = _longest(parsed, i, tagged, gazetteer)
        if match:
            found.append(match)
            done = parsed.token_at(match.end - 1) + 1
    return found


@dataclass(frozen=True, slots=True)
class _Tagged:
    """What the tagger read: the name of each token, and the words that are a place somewhere."""

    kinds: dict[int, Name]
    placed: frozenset[str]

    @classmethod
    def of(cls, parsed: Parsed, names: tuple[Name, ...]) -> _Tagged:
        kinds = {}
        for name in names:
            tokens = parsed.tokens_of(name.evidence[0])
            kinds.update(dict.fromkeys(range(tokens.start, tokens.end), name))
        return cls(kinds, frozenset(name.name for name in names if name.kind == "place"))


def _longest(parsed: Parsed, i: int, tagged: _Tagged, gazetteer: Gazetteer) -> _Found | None:
    doc = parsed.doc
    begin = doc[i].idx
    for end in range(_reach(doc, i), i, -1):
        tail = doc[end - 1]
        if not tail.text[:1].isupper():
            continue
        stop = tail.idx + len(tail)
        named = [tagged.kinds.get(j) for j in range(i, end)]
        if _tagged_whole(named) or _inside_another(begin, stop, named):
            continue
        entries = gazetteer.lookup(parsed.text[begin:stop])
        if not entries:
            continue
        entries = tuple(e for e in entries if e.kind != "demonym")
        if entries and _believed(parsed, range(i, end), entries, tagged):
            return _Found(begin, stop, entries, BY_GAZETTEER, 0.6)
    return None


def _reach(doc: Doc, start: int) -> int:
    """Where a run of capitalised words and the small words between them ends."""
    most = min(len(doc), start + _MAX_WORDS)
    for end in range(start + 1, most):
        token = doc[end]
        if not (token.text[:1].isupper() or token.lower_ in _JOINERS):
            return end
        if token.is_sent_start or token.is_space:
            return end
    return most


def _tagged_whole(named: list[Name | None]) -> bool:
    first = named[0]
    return first is not None and first.kind == "place" and all(name is first for name in named)


def _believed(parsed: Parsed, words: range, entries: tuple[Entry, ...], tagged: _Tagged) -> bool:
    """Whether words that no place name of the tagger's covers are a place all the same."""
    doc, start, end = parsed.doc, words.start, words.stop
    first = tagged.kinds.get(start)
    land = any(e.kind in ("country", "province", "region") for e in entries)
    if land and _after_place(doc, start, tagged.kinds):
        return True
    sure = [e for e in entries if e.population >= _LARGE or e.kind in ("country", "region")]
    short = len(doc[start].text) <= _SHORT and end - start == 1 and not doc[start].is_upper
    if not sure or short:
        return False
    if end - start > 1:
        return any(e.main for e in sure) and doc[start].lower_ not in _ARTICLES
    if first is None:
        known = any(e.kind in ("country", "province") and e.population >= _KNOWN_LAND for e in sure)
        return known and doc[start].pos_ == "PROPN"
    if first.kind == "organization":
        return land or _after_in(doc, start) or doc[start].text in tagged.placed
    return _after_in(doc, start) or doc[start].text in tagged.placed


def _inside_another(begin: int, stop: int, named: list[Name | None]) -> bool:
    """Whether the words are only part of a longer name, as "Kenya" in "Bank of Kenya"."""
    for name in (named[0], named[-1]):
        if name is not None and name.kind != "group":
            span = name.evidence[0]
            if span.start < begin or span.end > stop:
                return True
    return False


def _after_place(doc: Doc, start: int, kinds: dict[int, Name]) -> bool:
    comma = doc[start - 1].text == "," if start >= 2 else False
    before = kinds.get(start - 2)
    return comma and before is not None and before.kind == "place"


def _after_in(doc: Doc, start: int) -> bool:
    return start >= 1 and doc[start - 1].lower_ in _IN_WORDS


def _without_overlaps(found: list[_Found]) -> list[_Found]:
    """The longest of those that overlap; of equal ones the first proposed."""
    kept: list[_Found] = []
    taken: set[int] = set()
    for one in sorted(found, key=lambda f: (f.start - f.end, f.start)):
        places = range(one.start, one.end)
        if not taken.intersection(places):
            kept.append(one)
            taken.update(places)
    return sorted(kept, key=lambda f: f.start)


def _believed_unheld(parsed: Parsed, found: _Found) -> bool:
    """Whether a name that the gazetteer does not hold is a place: a street, or where something is or goes."""
    tokens = parsed.tokens_of(parsed.span(found.start, found.end))
    if tokens[-1].lower_ in _ROADS:
        return True
    at = tokens.start - 1
    if at >= 0 and parsed.doc[at].lower_ == "the":
        at -= 1
    placed = at >= 0 and parsed.doc[at].lower_ in _PLACE_BEFORE
    return placed and all(token.ent_type_ in _PLACE_ENTITIES for token in tokens)


def _unheld(parsed: Parsed, found: _Found, outer: Choice | None) -> Toponym:
    """A place that only the place around it is known of: no coordinates are made up for it."""
    span = parsed.span(found.start, found.end)
    return Toponym(
        name=span.quote,
        admin1=outer.entry.admin1 if outer else None,
        country=outer.entry.country if outer else None,
        confidence=round(found.sure * 0.7, 3),
        evidence=(span,),
        by=found.by,
    )


def _toponym(parsed: Parsed, found: _Found, choice: Choice | None) -> Toponym:
    span = parsed.span(found.start, found.end)
    if choice is None:
        return Toponym(name=span.quote, confidence=round(found.sure, 3), evidence=(span,), by=found.by)
    entry = choice.entry
    return Toponym(
        name=entry.name,
        geonameid=entry.geonameid,
        latitude=entry.latitude,
        longitude=entry.longitude,
        admin1=entry.admin1,
        country=entry.country,
        feature=entry.feature,
        confidence=round(found.sure * (0.4 + 0.6 * choice.clear), 3),
        evidence=(span,),
        by=found.by,
    )

"""The tables of ``project.toml``: which keys each may have, and what becomes of them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import Any, get_args

from dateline.codebook.countries import COUNTRIES
from dateline.codebook.lines import Path
from dateline.codebook.problems import Problems, meant, shown
from dateline.codebook.rules import Codebook, Organisation, OwnForm, OwnPlace, OwnSize, OwnTopic, Scope
from dateline.codebook.values import NOTHING, Table, kind_of
from dateline.records.lists import ACTOR_KINDS, FORMS, TOPICS, PlacePrecision, StatusName

TABLES = ("name", "scope", "forms", "topics", "organisations", "places", "sizes")
MOST_PEOPLE = 1_000_000_000
MAX_ENTRIES = 5_000
MAX_OWN = 200
_MAX_WORDS_OF_PHRASE = 8
_UNKNOWN = ("in", "out")
_PRECISIONS: tuple[str, ...] = get_args(PlacePrecision)
# A person's name must be masked when it leaves; what a team lists here is never masked.
_KINDS = tuple(kind for kind in ACTOR_KINDS if kind != "person")
_NAME = re.compile(r"[^\W\d_][\w -]*")
_PHRASE = re.compile(r"[^\W_][\w'’.-]*(?: [^\W_][\w'’.-]*)*")
_TOPIC_WORD = re.compile(r"[\w'’-]+\*?(?: [\w'’-]+\*?)*")


def read_codebook(data: dict[str, Any], problems: Problems) -> Codebook:
    """The codebook in a parsed file; what is wrong is noted in ``problems`` and left out."""
    table = Table(data, (), problems)
    forms = _named(table, "forms", _form, problems)
    codebook = Codebook(
        name=table.text("name"),
        # A form that is written badly is known all the same: one mistake is told once.
        scope=_scope(table.value("scope", dict) or {}, table.value("forms", dict) or {}, problems),
        forms=forms,
        topics=_named(table, "topics", _topic, problems),
        organisations=_listed(table, "organisations", _organisation, problems),
        places=_listed(table, "places", _place, problems),
        sizes=_sizes(table, problems),
    )
    table.finish()
    _words_of_one_form(codebook.forms, problems)
    _names_of_one_organisation(codebook.organisations, problems)
    return codebook


def _scope(data: Any, forms: Iterable[str], problems: Problems) -> Scope:
    table = Table(data, ("scope",), problems)
    known = tuple(dict.fromkeys((*FORMS, *forms)))
    countries = tuple(code for code in table.lines("countries") if _is_country("countries", code, table))
    if table.has("countries") and data.get("countries") == []:
        table.wrong("countries", NOTHING)
    scope = Scope(
        least_people=table.whole("least_people", 1, MOST_PEOPLE),
        unknown_size=table.choice("unknown_size", _UNKNOWN, "in") or "in",  # type: ignore[arg-type]
        strikes=table.flag("strikes", default=True),
        online=table.flag("online", default=True),
        forms=table.choices("forms", known),
        statuses=table.choices("statuses", get_args(StatusName)),  # type: ignore[arg-type]
        background=table.flag("background", default=True),
        countries=countries if table.has("countries") else None,
        unknown_country=table.choice("unknown_country", _UNKNOWN, "in") or "in",  # type: ignore[arg-type]
    )
    for key, other in (("unknown_size", "least_people"), ("unknown_country", "countries")):
        if table.has(key) and not table.has(other):
            table.wrong(key, f"says nothing without {other}; give {other} too, or leave it out")
    table.finish()
    return scope


def _named[T](
    table: Table, key: str, read: Callable[[str, Table], T | None], problems: Problems
) -> tuple[T, ...]:
    """The tables within a table: ``[forms.NAME]``."""
    data = table.value(key, dict) or {}
    if len(data) > MAX_OWN:
        table.wrong(key, f"has {len(data):,} entries; {MAX_OWN} are the most")
        return ()
    found = [read(name, Table(inner, (key, name), problems)) for name, inner in data.items()]
    return tuple(one for one in found if one is not None)


def _listed[T](
    table: Table, key: str, read: Callable[[Table], T | None], problems: Problems
) -> tuple[T, ...]:
    """The tables of a list: ``[[places]]``."""
    data = table.value(key, list) or []
    if len(data) > MAX_ENTRIES:
        table.wrong(key, f"has {len(data):,} entries; {MAX_ENTRIES:,} are the most")
        return ()
    found = [read(Table(inner, (key, n), problems)) for n, inner in enumerate(data)]
    return tuple(one for one in found if one is not None)


def _form(name: str, table: Table) -> OwnForm | None:
    built_in = name in FORMS
    is_a = table.choice("is_a", FORMS)
    own_name = _own_name(name, table)
    if built_in and table.has("is_a"):
        table.wrong("is_a", f"{name} is a form of the closed list; leave is_a out to add words to it")
    if not built_in and not table.has("is_a"):
        near = meant(name, FORMS)
        table.wrong("is_a", f'is missing; say which form it is a kind of, for example is_a = "march"{near}')
    words = _phrases(table, "words")
    verbs = _phrases(table, "verbs")
    if not table.has("words") and not table.has("verbs"):
        table.wrong("words", 'is missing; give the words that name it, for example words = ["padyatra"]')
    definition, sure = table.text("definition"), table.flag("sure", default=True)
    table.finish()
    kind = name if built_in else is_a
    if kind is None or own_name is None:
        return None
    return OwnForm(name=own_name, is_a=kind, words=words, verbs=verbs, definition=definition, sure=sure)  # type: ignore[arg-type]


def _own_name(name: str, table: Table) -> str | None:
    if _NAME.fullmatch(name) and len(name) <= 60:
        return name
    table.problems.add(table.path, "is no name; begin with a letter, then letters, digits, space, - or _")
    return None


def _phrases(table: Table, key: str) -> tuple[str, ...]:
    """Words and phrases of a few words, in lower case."""
    kept = []
    for line in table.lines(key):
        if not _PHRASE.fullmatch(line):
            table.wrong(key, f"{shown(line)} is no word or phrase; letters, digits, - and ' stand in one")
        elif len(line.split()) > _MAX_WORDS_OF_PHRASE:
            table.wrong(key, f"{shown(line)} has more than {_MAX_WORDS_OF_PHRASE} words")
        else:
            kept.append(line.lower())
    return tuple(dict.fromkeys(kept))


def _topic(name: str, table: Table) -> OwnTopic | None:
    own_name = name if name in TOPICS else _own_name(name, table)
    words = []
    for line in table.lines("words"):
        if _TOPIC_WORD.fullmatch(line):
            words.append(line.lower())
        else:
            table.wrong("words", f"{shown(line)} is no word or phrase; * may stand at the end of a word")
    if not table.has("words"):
        table.wrong("words", 'is missing; give the words that show it, for example words = ["evict*"]')
    definition = table.text("definition")
    table.finish()
    return OwnTopic(name=own_name, words=tuple(words), definition=definition) if own_name and words else None


def _organisation(table: Table) -> Organisation | None:
    name = table.text("name", needed=True)
    acronym = table.text("acronym")
    aliases = table.lines("aliases")
    kind = table.choice("kind", _KINDS, "other")
    for key, one in (("name", name), ("acronym", acronym), *(("aliases", alias) for alias in aliases)):
        if one is not None and not any(c.isalpha() for c in one):
            table.wrong(key, f"{shown(one)} holds no letter")
    table.finish()
    if name is None or kind is None:
        return None
    return Organisation(name=name, acronym=acronym, aliases=aliases, kind=kind)  # type: ignore[arg-type]


def _place(table: Table) -> OwnPlace | None:
    name = table.text("name", needed=True)
    latitude, longitude = table.degrees("latitude", 90.0), table.degrees("longitude", 180.0)
    place = {
        "aliases": table.lines("aliases"),
        "country": _country(table),
        "admin1": table.text("admin1"),
        "admin2": table.text("admin2"),
        "geonameid": table.whole("geonameid", 1, 2**31 - 1),
        "precision": table.choice("precision", _PRECISIONS, "city"),
    }
    table.finish()
    if name is None or latitude is None or longitude is None or place["precision"] is None:
        return None
    return OwnPlace(name=name, latitude=latitude, longitude=longitude, **place)  # type: ignore[arg-type]


def _country(table: Table) -> str | None:
    value = table.text("country")
    return value if value is not None and _is_country("country", value, table) else None


def _is_country(key: str, code: str, table: Table) -> bool:
    if code in COUNTRIES:
        return True
    table.wrong(key, f'{shown(code)} is no country code; write ISO 3166, two capitals: "IN", "ZA"')
    return False


def _sizes(table: Table, problems: Problems) -> tuple[OwnSize, ...]:
    data = table.value("sizes", dict) or {}
    if len(data) > MAX_OWN:
        table.wrong("sizes", f"has {len(data):,} entries; {MAX_OWN} are the most")
        return ()
    found = [_size(words, value, problems) for words, value in data.items()]
    return tuple(size for size in found if size is not None)


def _size(words: str, value: Any, problems: Problems) -> OwnSize | None:
    path: Path = ("sizes", words)
    line = " ".join(words.lower().split())
    if not re.fullmatch(r"[^\W\d_]+(?:[ '’-][^\W\d_]+)*", line) or len(line) > 60:
        problems.add(path, "is no size word; a size word has letters only, with spaces or - between words")
        return None
    if not isinstance(value, list):
        problems.add(path, f"is {kind_of(value)}; it takes [low, high], or [low] where it is open upwards")
        return None
    whole = [n for n in value if type(n) is int and 1 <= n <= MOST_PEOPLE]
    if len(whole) != len(value) or not 1 <= len(whole) <= 2:
        problems.add(
            path, f"is {shown(value)}; it takes [low, high] or [low], whole numbers from 1 to {MOST_PEOPLE:,}"
        )
        return None
    low, high = whole[0], whole[1] if len(whole) == 2 else None
    if high is not None and high < low:
        problems.add(path, f"is {shown(value)}, whose second number is below the first; swap them")
        return None
    return OwnSize(words=line, low=low, high=high)


def _words_of_one_form(forms: Iterable[OwnForm], problems: Problems) -> None:
    """A word names one form only: else which it names would hang on the order of the file."""
    first: dict[tuple[str, str], str] = {}
    for form in forms:
        for key, words in (("words", form.words), ("verbs", form.verbs)):
            for word in words:
                other = first.setdefault((key, word), form.name)
                if other != form.name:
                    problems.add(
                        ("forms", form.name, key),
                        f"{word!r} is a word of [forms.{other}] already; leave it with one of them",
                    )


def _names_of_one_organisation(organisations: Iterable[Organisation], problems: Problems) -> None:
    first: dict[str, Organisation] = {}
    for n, organisation in enumerate(organisations):
        for name in organisation.names:
            other = first.setdefault(name, organisation)
            if other is not organisation:
                problems.add(
                    ("organisations", n),
                    f"{name!r} names {other.name!r} already; leave it with one of them",
                )

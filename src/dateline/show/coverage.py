"""What a set of records covers: counts alone, so that any number of articles fits in memory.

No text, title, quote or name of a person is kept; ``coverage_html`` draws the counts.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Hashable, Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from dateline.records import EventPlace, MadeBy, Mention, Record

MOST_KEYS: Final = 20_000
"""Different values that are counted by name in one count; what comes after them is counted together."""
MOST_IDS: Final = 2_000_000
_MOST_NAMED: Final = 20
_LONGEST_LABEL: Final = 80
# What stands in quotation marks in a reason may come from an article, and numbers make each one different.
_QUOTED = re.compile(r"(['\"“‘«]).{0,2000}?(?:['\"”’»](?=\W|$))", re.DOTALL)
_NUMBER = re.compile(r"\d[\d,.]*")
_UNKNOWN: Final = "not given"

Day = tuple[date, str, str]
"""First day of an event, its precision and its status."""


@dataclass(frozen=True, slots=True)
class Spot:
    """A point on the map: a place with its coordinates to a hundredth of a degree."""

    latitude: float
    longitude: float
    name: str
    country: str
    exact: bool
    """Whether the article tells the town or the site; else the point is a middle of the land it tells."""


class Tally[K: Hashable](Counter[K]):
    """Counts by key, up to ``MOST_KEYS`` of them; ``beyond`` counts what had no room."""

    beyond: int = 0

    def add(self, key: K, count: int = 1) -> None:
        """Count ``key``."""
        if key in self or len(self) < MOST_KEYS:
            self[key] += count
        else:
            self.beyond += count


@dataclass(slots=True)
class Coverage:
    """Counts over records. Mentions that a team's scope leaves out are counted apart and nowhere else.

    Attributes:
        outcomes: Articles by outcome.
        by_source: Articles by source and outcome; ``events_by_source`` the mentions.
        by_day: Articles by day of publication and outcome; articles without a day under None.
        reasons: Outcome and reason of articles that were not coded, numbers and quoted words taken out.
        days: Mentions by first day, precision of the date and status.
        values: Other counts of mentions, by question and answer: ``("form", "march")``.
        unread: Lines that are no record, by why; ``unread_named`` names the first of them.
    """

    files: list[tuple[str, int]] = field(default_factory=list)
    outcomes: Counter[str] = field(default_factory=Counter)
    repeated: int = 0
    by_source: Tally[tuple[str, str]] = field(default_factory=Tally)
    events_by_source: Tally[str] = field(default_factory=Tally)
    by_language: Tally[str] = field(default_factory=Tally)
    by_day: Tally[tuple[date | None, str]] = field(default_factory=Tally)
    reasons: Tally[tuple[str, str]] = field(default_factory=Tally)
    mentions: int = 0
    background: int = 0
    out_of_scope: int = 0
    scope_rules: Counter[str] = field(default_factory=Counter)
    spots: Tally[Spot] = field(default_factory=Tally)
    unplaced: int = 0
    undrawn: int = 0
    days: Tally[Day] = field(default_factory=Tally)
    undated: int = 0
    countries: Tally[str] = field(default_factory=Tally)
    articles_by_country: Tally[str] = field(default_factory=Tally)
    values: Counter[tuple[str, str]] = field(default_factory=Counter)
    made_by: Tally[str] = field(default_factory=Tally)
    unread: Counter[str] = field(default_factory=Counter)
    unread_named: list[str] = field(default_factory=list)
    _ids: set[int] = field(default_factory=set)

    @property
    def articles(self) -> int:
        """Articles in all."""
        return self.outcomes.total()

    @property
    def in_scope(self) -> int:
        """Mentions that the counts of events are over."""
        return self.mentions - self.out_of_scope

    def add(self, record: Record) -> None:
        """Count one article with its mentions."""
        article = record.article
        self._note_id(article.id)
        self.outcomes[record.outcome] += 1
        self.made_by.add(made_by_words(record.made_by))
        source = _label(article.source)
        self.by_source.add((source, record.outcome))
        self.by_language.add(_label(article.language))
        self.by_day.add((article.published, record.outcome))
        if record.outcome != "coded":
            self.reasons.add((record.outcome, reason_words(record.reason)))
        self.mentions += len(record.mentions)
        within = [mention for mention in record.mentions if not mention.out_of_scope]
        self.events_by_source.add(source, len(within))
        for mention in record.mentions:
            self.scope_rules.update(mention.out_of_scope)
        self.out_of_scope += len(record.mentions) - len(within)
        for mention in within:
            self._add_mention(mention)
        for country in {_country(mention) for mention in within}:
            self.articles_by_country.add(country)

    def add_unread(self, where: str, why: str) -> None:
        """Count a line that is no record of this version."""
        self.unread[why] += 1
        if len(self.unread_named) < _MOST_NAMED:
            self.unread_named.append(f"{where}: {why}")

    def _note_id(self, name: str) -> None:
        key = hash(name)
        if key in self._ids:
            self.repeated += 1
        elif len(self._ids) < MOST_IDS:
            self._ids.add(key)

    def _add_mention(self, mention: Mention) -> None:
        self.background += not mention.main
        self.countries.add(_country(mention))
        self._add_date(mention)
        self._add_place(mention.place)
        answers: list[tuple[str, str]] = [("form", mention.form.value), ("status", mention.status.value)]
        answers += [("review", reason) for reason in mention.review]
        answers += [("reviewed", "any")] if mention.review else []
        answers += _sizes(mention)
        self.values.update(answers)

    def _add_date(self, mention: Mention) -> None:
        if mention.date is None:
            self.undated += 1
            self.values["basis", "none"] += 1
            return
        self.days.add((mention.date.start, mention.date.precision, mention.status.value))
        self.values["basis", mention.date.basis] += 1

    def _add_place(self, place: EventPlace | None) -> None:
        self.values["precision", place.precision if place else "none"] += 1
        if place is None:
            self.unplaced += 1
        elif place.latitude is None or place.longitude is None:
            self.undrawn += 1
        else:
            exact = place.precision in ("site", "city", "district")
            latitude, longitude = round(place.latitude, 2), round(place.longitude, 2)
            name = _label(place.name)
            self.spots.add(Spot(latitude, longitude, name, place.country or "", exact))


def coverage_of(records: Iterable[Record]) -> Coverage:
    """The counts over records, read one at a time."""
    coverage = Coverage()
    for record in records:
        coverage.add(record)
    return coverage


def made_by_words(made_by: MadeBy) -> str:
    """Program, models, gazetteer and settings in a line."""
    models = [f"{kind} {name}" for kind, name in sorted(made_by.models.items())]
    settings = f"settings {made_by.settings_sha256[:8]}"
    return ", ".join([f"Dateline {made_by.dateline}", f"gazetteer {made_by.gazetteer}", settings, *models])


def reason_words(reason: str | None) -> str:
    """A reason as a kind of reason: without numbers and without words that may be an article's.

    >>> reason_words("relevance 0.01 is below 0.02")
    'relevance N is below N'
    """
    plain = _QUOTED.sub("…", (reason or "no reason given")[:2000])
    return _label(_NUMBER.sub("N", plain))


def _label(words: str | None) -> str:
    plain = " ".join((words or "").split())
    if not plain:
        return _UNKNOWN
    return plain if len(plain) <= _LONGEST_LABEL else f"{plain[: _LONGEST_LABEL - 1]}…"


def _country(mention: Mention) -> str:
    return (mention.place.country if mention.place else None) or _UNKNOWN


def _sizes(mention: Mention) -> list[tuple[str, str]]:
    claims = [size for size in mention.sizes if size.of == "turnout"]
    if not claims:
        return [("sizes", "no turnout told")]
    named = any(size.claimant for size in claims)
    return [("sizes", "turnout with a claimant" if named else "turnout in the paper's own voice")]

"""What is shown of a record: its text, and each value in words with the places it was read from.

Both the terminal and the pages draw a sheet; neither reads the record itself, so that what is
hidden in the sheet is hidden everywhere.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from dateline.export.mask import Masked, mask
from dateline.records import (
    Actor,
    Count,
    EventDate,
    EventPlace,
    Issue,
    Mention,
    PlaceChoice,
    Record,
    Size,
    Span,
    Statement,
    Status,
    Violence,
)
from dateline.records.lists import ReviewReason

Field = Literal["event", "date", "place", "actor", "size", "issue", "police", "harm", "statement"]
FIELDS: dict[Field, str] = {
    "event": "event",
    "date": "date",
    "place": "place",
    "actor": "who",
    "size": "size",
    "issue": "issue",
    "police": "police",
    "harm": "violence and harm",
    "statement": "statement",
}
REVIEW: dict[ReviewReason, str] = {
    "date_published": "the date is only the day of publication",
    "sizes_conflict": "claims of a number exclude each other",
    "place_ambiguous": "another place has the same name",
    "low_confidence": "the form, status, date or place is unsure",
    "single_source": "a number stands on the word of one side alone",
}
_STATUSES = {"held": "held", "planned": "planned", "called_off": "called off", "prevented": "prevented"}


@dataclass(frozen=True, slots=True)
class Words:
    """Where a value's words stand in the text (or title) that is shown; offsets are code points."""

    start: int
    end: int
    where: Literal["text", "title"]
    quote: str


@dataclass(frozen=True, slots=True)
class Value:
    """One value in words."""

    field: Field
    label: str
    reading: str
    words: tuple[Words, ...]
    claimant: str | None = None
    confidence: float | None = None
    by: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """The values of one mention, or an article's statements that belong to none.

    ``review`` says in words why a person should look at the mention; empty where nothing speaks for it.
    """

    heading: str
    background: bool
    values: tuple[Value, ...]
    review: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Sheet:
    """An article as it is shown."""

    record: Record
    title: str
    text: str
    groups: tuple[Group, ...]

    @property
    def label(self) -> str:
        """What to call the article: its title, else the first line of its text, else its file or id."""
        first = next((line.strip() for line in self.text.splitlines() if line.strip()), "")
        line = first if len(first) <= 80 else f"{first[:79].rstrip()}…"
        return " ".join(self.title.split()) or line or self.origin

    @property
    def origin(self) -> str:
        """File and line that the article came from, without the folders of the machine it was read on."""
        file = (self.record.input.file or self.record.article.id).replace("\\", "/").rsplit("/", 1)[-1]
        return file if self.record.input.line is None else f"{file}, line {self.record.input.line}"

    @property
    def values(self) -> list[Value]:
        """The values of all groups, in order."""
        return [value for group in self.groups for value in group.values]


def sheet_of(record: Record, *, masked: bool = True) -> Sheet:
    """The sheet of a record, with the names hidden that must not leave unless ``masked`` is False."""
    shown = mask(record) if masked else Masked(record)
    builder = _Builder(record, shown)
    article = shown.record.article
    return Sheet(shown.record, article.title or "", article.text or "", tuple(builder.groups()))


class _Builder:
    def __init__(self, record: Record, shown: Masked) -> None:
        self._shown = shown
        self._record = shown.record
        self._text = {"text": shown.record.article.text or "", "title": shown.record.article.title or ""}

    def groups(self) -> Iterator[Group]:
        mentions = self._record.mentions
        for mention in mentions:
            values = [*self._event(mention), *self._who(mention), *self._what(mention)]
            values += [self._statement(s) for s in self._record.statements if s.mention == mention.id]
            yield Group(heading_of(mention), not mention.main, tuple(values), read_review(mention))
        known = {mention.id for mention in mentions}
        rest = tuple(self._statement(s) for s in self._record.statements if s.mention not in known)
        if rest:
            yield Group("Other statements", False, rest)

    def _words(self, spans: tuple[Span, ...]) -> tuple[Words, ...]:
        placed = []
        for span in spans:
            start, end = self._shown.place(span)
            placed.append(Words(start, end, span.where, self._text[span.where][start:end]))
        return tuple(dict.fromkeys(words for words in placed if words.end > words.start))

    def _event(self, mention: Mention) -> Iterator[Value]:
        form = mention.form
        named = f"{form.own}, a kind of {_plain(form.value)}" if form.own else _plain(form.value)
        reading = ", also ".join([named, *map(_plain, form.also)])
        words = self._words((*mention.trigger, *form.evidence))
        yield Value("event", "form", reading, words, None, form.confidence, form.by)
        status = mention.status
        words = self._words(status.evidence)
        yield Value("event", "status", _plain(status.value), words, None, status.confidence, status.by)
        if date := mention.date:
            words = self._words(date.evidence)
            yield Value("date", "date", read_date(date), words, None, date.confidence, date.by)
        if place := mention.place:
            words = self._words(place.evidence)
            yield Value("place", "place", read_place(place), words, None, place.confidence, place.by)

    def _who(self, mention: Mention) -> Iterator[Value]:
        sides = (
            ("organizer", mention.organizers),
            ("participant", mention.participants),
            ("target", mention.targets),
        )
        for label, actors in sides:
            for actor in actors:
                words = self._words(actor.evidence)
                yield Value("actor", label, read_actor(actor), words, None, actor.confidence, actor.by)
        for size in mention.sizes:
            words = self._words(size.evidence)
            claimant = _claimant(size.claimant)
            yield Value("size", "size", read_size_of(size), words, claimant, size.confidence, size.by)
        if wave := mention.wave:
            words = self._words(wave.evidence)
            yield Value(
                "event", "wave", f"one of {wave.places} places", words, None, wave.confidence, wave.by
            )

    def _what(self, mention: Mention) -> Iterator[Value]:
        for issue in mention.issues:
            topics = f" ({', '.join(issue.topics)})" if issue.topics else ""
            reading = f"{read_issue(issue)}{topics}"
            words = self._words(issue.evidence)
            yield Value("issue", "issue", reading, words, None, issue.confidence, issue.by)
        for action in mention.police:
            words = self._words(action.evidence)
            yield Value("police", "police", _plain(action.value), words, None, action.confidence, action.by)
        for violence in mention.violence:
            reading = read_violence(violence)
            words = self._words(violence.evidence)
            yield Value("harm", "violence", reading, words, None, violence.confidence, violence.rule)
        for label in ("arrested", "injured", "killed"):
            for count in getattr(mention, label):
                yield self._count(label, count)
        for damage in mention.damage:
            words = self._words(damage.evidence)
            yield Value("harm", "damage", damage.words, words, None, damage.confidence, damage.by)

    def _count(self, label: str, count: Count) -> Value:
        words, claimant = self._words(count.evidence), _claimant(count.claimant)
        return Value("harm", label, read_count(count), words, claimant, count.confidence, count.by)

    def _statement(self, statement: Statement) -> Value:
        act = f", {statement.act.value}" if statement.act else ""
        words = self._words((*statement.content, *statement.source, *statement.cue))
        speaker = _claimant(statement.speaker) or "unknown speaker"
        reading = f"{statement.kind}{act}"
        return Value("statement", "statement", reading, words, speaker, statement.confidence, statement.by)


def heading_of(mention: Mention) -> str:
    """A mention in a line: ``March, Durban, 2024-03-14``, and the rules that leave it out of scope."""
    parts = [_plain(mention.form.value).capitalize()]
    if mention.status.value != "held":
        parts[0] += f" ({_plain(mention.status.value)})"
    if mention.place:
        parts.append(mention.place.name)
    if mention.date:
        parts.append(read_days(mention.date))
    out = f" (out of scope: {', '.join(map(_plain, mention.out_of_scope))})" if mention.out_of_scope else ""
    return ", ".join(parts) + out


def read_review(mention: Mention) -> tuple[str, ...]:
    """Why a person should look at a mention, in words; of an ambiguous place with the places it may be."""
    reasons = {reason: REVIEW[reason] for reason in mention.review}
    if "place_ambiguous" in reasons and mention.place and mention.place.alternatives:
        others = "; ".join(_read_choice(choice) for choice in mention.place.alternatives)
        reasons["place_ambiguous"] += f": {others}"
    return tuple(reasons.values())


def _read_choice(choice: PlaceChoice) -> str:
    parts = dict.fromkeys(part for part in (choice.name, choice.admin1, choice.country) if part)
    return f"{', '.join(parts)} ({choice.share:.0%})"


def read_days(date: EventDate) -> str:
    """The days of an event in ISO form, no finer than the article says."""
    length = {"year": 4, "month": 7}.get(date.precision, 10)
    first, last = date.start.isoformat()[:length], date.end.isoformat()[:length]
    return first if first == last else f"{first} to {last}"


def read_date(date: EventDate) -> str:
    """The days of an event and what they rest on."""
    basis = {"published": "day of publication", "relative": "reckoned from the article's date"}
    days = read_days(date)
    if date.days:
        days = ", ".join(day.isoformat() for day in date.days)
    return f"{days} ({basis[date.basis]})" if date.basis in basis else days


def read_place(place: EventPlace) -> str:
    """A place from the site to the country."""
    parts = (place.site, place.name, place.admin1, place.country)
    return ", ".join(dict.fromkeys(part for part in parts if part))


def read_size_of(size: Size) -> str:
    """A claim of a size: its words and what they mean as numbers."""
    numbers = _bounds(size.low, size.high)
    digits = "".join(c for c in size.words if c.isdigit())
    plain = size.low == size.high and digits == str(size.low)
    reading = size.words if plain or not numbers else f"{size.words} ({numbers})"
    return reading if size.of == "turnout" else f"{reading}, {size.of}"


def read_sizes(mention: Mention, claims: int = 3) -> str:
    """The first claims of a mention's size, in the article's words, each with its claimant."""
    shown = []
    for size in mention.sizes[:claims]:
        kind = "" if size.of == "turnout" else f" {size.of}"
        shown.append(f"{size.words}{kind}" + (f" ({size.claimant.name})" if size.claimant else ""))
    more = len(mention.sizes) - claims
    return "; ".join([*shown, f"{more} more"] if more > 0 else shown)


def read_issues(mention: Mention, claims: int = 2) -> str:
    """What a mention was for or against, in the article's words."""
    return "; ".join(read_issue(issue) for issue in mention.issues[:claims])


def read_issue(issue: Issue) -> str:
    """A claim in the article's words, which often say by themselves whether it is for or against."""
    stated = issue.words.lower().startswith(("for ", "against ", "to ", "over ", "in support of "))
    return issue.words if stated or issue.stance == "unknown" else f"{issue.stance} {issue.words}"


def read_actors(mention: Mention, claims: int = 2) -> str:
    """Who organized a mention, else who took part."""
    actors = mention.organizers or mention.participants
    return "; ".join(actor.acronym or actor.name for actor in actors[:claims])


def read_harm(mention: Mention) -> str:
    """Arrested, injured and killed in few words."""
    parts = []
    for label in ("arrested", "injured", "killed"):
        for count in getattr(mention, label)[:1]:
            parts.append(f"{_bounds(count.low, count.high) or count.words} {label}")
    return "; ".join(parts)


def read_status(status: Status) -> str:
    """A status in words."""
    return _STATUSES.get(status.value, _plain(status.value))


def _bounds(low: int | None, high: int | None) -> str:
    if low is None and high is None:
        return ""
    if low is None:
        return f"at most {high:,}"
    if high is None:
        return f"at least {low:,}"
    return f"{low:,}" if low == high else f"{low:,} to {high:,}"


def _plain(word: str) -> str:
    return word.replace("_", " ")


def read_violence(violence: Violence) -> str:
    """Who used which force against whom or what."""
    return f"{_plain(violence.kind)}: {_plain(violence.side)} against {_plain(violence.against)}"


def read_count(count: Count) -> str:
    """How many, and who they are: "12, protester"."""
    who = "" if count.who == "unknown" else f", {count.who}"
    return f"{_bounds(count.low, count.high) or count.words}{who}"


def read_actor(actor: Actor) -> str:
    """A name with its acronym and kind."""
    acronym = f" ({actor.acronym})" if actor.acronym else ""
    return f"{actor.name}{acronym}, {_plain(actor.kind)}"


def _claimant(actor: Actor | None) -> str | None:
    if actor is None:
        return None
    beside = ", ".join(part for part in (actor.role, actor.affiliation) if part)
    return f"{actor.name} ({beside})" if beside else actor.name

"""The persons a record names, and every place in a text where one of them is named.

A name is compared word by word, folded (case, width, accents kept), so that "NKOSI", "Nkosi's" and
"Thabo Nkosi" are one person. Offsets are code points throughout.
"""

from __future__ import annotations

import re
import sys
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache

from dateline.export.roles import HONORIFICS, ROLE_HEADS, TITLE_WORDS, is_public_role, words_in
from dateline.records import Actor, Record, Span

_PARTICLES = words_in(
    """
    van von der den de del della di da do dos du la le el al bin ibn bint abu ben ter ten af av zu jr sr
    ii iii y e o san santa saint st
    """
)
_ORGANISATION_WORDS = words_in(
    """
    movement party union front congress council alliance association federation league committee collective
    ministry department police university college school government parliament group network campaign forum
    company corporation army brigade coalition commission mosque news times buses holdings homes securities
    airlines airways railways motors mines ltd inc plc
    """
)
_NO_NAMES = frozenset("the a an his her their its my our your this that he she they we who".split())
_CALENDAR = words_in(
    """
    january february march april may june july august september october november december monday tuesday
    wednesday thursday friday saturday sunday
    """
)
_INSTITUTION = re.compile(
    r"[ \t\u00a0]{1,20}+(?:(?:Metropolitan|Memorial|Bay|Municipal|Community|Primary|High|Secondary"
    r"|International|Central|Regional|Public|State|National|Academic|Technical|Children.s)"
    r"[ \t\u00a0]{1,20}+){0,2}"
    r"(?:Square|Street|Road|Avenue|Boulevard|Lane|Drive|Highway|Bridge|Park|Stadium|Hall|Plaza|Airport|Station"
    r"|University|College|School|Hospital|Clinic|Foundation|Institute|Library|Museum|Monument|Municipality"
    r"|Township|District|County|Province|Heights|Hill|Bay|Dam|Mall|Tower|House|Building|Barracks|Prison"
    r"|Courthouse|Circle|Roundabout|Gardens|Centre|Center|Terminal|Crescent|Freeway|Interchange)(?![\w'’])"
)
_SAINT = re.compile(r"(?:St\.?|Saint)[ \t\u00a0]+[^\W\d_]+['’]s?[ \t\u00a0]+[A-Z]")  # "St James's Hospital"
_PLACE_BEFORE = re.compile(r"(?:^|[^\w])(?:St\.?|Saint|Fort|Mount|Lake|Port|Plaza|Rue|Calle)[ \t\u00a0]+$")
_GAP = re.compile(
    r"(?:[ \t\u00a0\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069]{1,4}|\r?\n[ \t]?|[-‐‑]|[\"“”'’ ]{2})"
)
_CAPITALISED = (
    r"(?!(?:The|On|In|At|From|By|For|And|A|An|But|After|When|If|He|She|They|Mr|Mrs|Ms)\b)[A-Z][\w'’-]{1,30}"
)
_FULL_NAME = rf"({_CAPITALISED}(?: (?:(?:van|de|der|la|al|bin) ){{0,2}}{_CAPITALISED}){{1,2}})"
# Persons that a name finder may miss, by what an article says beside them.
_TOLD_AS_PERSONS = tuple(
    re.compile(pattern)
    for pattern in (
        rf"(?<!\w){_FULL_NAME}(?:, (?:aged )?\d{{1,2}}(?=[,.)])| \(\d{{1,2}}\))",
        rf"\d{{1,2}}[- ]year[- ]old (?:[a-z]+ ){{0,3}}{_FULL_NAME}",
        rf"(?<!\w){_FULL_NAME}, (?:an?|who is an?|who was an?) (?:\d{{1,2}}-year-old|[a-z]+ )?(?:[a-z-]+ )?"
        r"(?=(?:student|resident|worker|teacher|nurse|protester|shopkeeper|mother|father|driver|farmer|pensioner"
        r"|pupil|learner|trader|vendor|miner|activist|organiser|organizer|volunteer|doctor|lawyer)\b)",
        rf"(?:identified|named)(?: \w+){{0,2}} as {_FULL_NAME}",
        rf"(?<!\w)(?:Mr|Mrs|Ms|Miss)\.? ((?:{_CAPITALISED} ){{0,2}}{_CAPITALISED})",
        r"(?<!\w)(?:protester|resident|student|shopkeeper|pensioner|pupil|schoolgirl|schoolboy|demonstrator|marcher"
        rf"|eyewitness|bystander|teacher|nurse|organiser|organizer|activist|striker) {_FULL_NAME}",
    )
)


@dataclass(frozen=True, slots=True)
class Word:
    """One word of a text, without a possessive's ending; ``key`` is what it is compared by."""

    start: int
    end: int
    key: str


@dataclass(slots=True)
class Person:
    """One person: the words of the name (folded), small words and initials apart."""

    words: tuple[str, ...]
    small: set[str] = field(default_factory=set)
    lower: bool = False  # some occurrence is printed in lower case
    public: bool = False  # a speaker's or actor's role says so


@dataclass(frozen=True, slots=True)
class Naming:
    """A place in a text where one or more persons may be meant, by their number in the list."""

    start: int
    end: int
    persons: frozenset[int]
    whole: bool  # every word of the name stands there


@cache
def _word_pattern() -> re.Pattern[str]:
    # Combining marks (vowel signs, accents typed apart) belong to a word; \w leaves them out.
    marks = "".join(
        chr(c) for c in range(0x300, min(0x3100, sys.maxunicode)) if unicodedata.category(chr(c))[0] == "M"
    )
    letter = f"(?:[^\\W\\d_]|[{marks}\u200c\u200d\u00ad])"
    return re.compile(rf"{letter}+(?:['’ʼ`]{letter}+)*")


def fold(word: str) -> str:
    """What a word is compared by: case, width and apostrophes made one, joiners dropped."""
    if word.isascii():
        return word.lower()
    folded = unicodedata.normalize("NFKC", word).casefold().replace("’", "'").replace("ʼ", "'")
    return "".join(c for c in folded if unicodedata.category(c) != "Cf")


def words_of(text: str) -> list[Word]:
    """The words of a text in order."""
    found = []
    for match in _word_pattern().finditer(text):
        start, end = match.span()
        if end - start > 2 and text[end - 2] in "'’ʼ`" and text[end - 1] in "sS":
            end -= 2
        found.append(Word(start, end, fold(text[start:end])))
    return found


class People:
    """The persons of one record.

    Args:
        record: The record, its text as the article gives it.
    """

    def __init__(self, record: Record) -> None:
        self.persons: list[Person] = []
        self._by_word: dict[str, set[int]] = {}
        text = record.article.text or ""
        title = record.article.title or ""
        self._explicit = {(s.where, s.start) for n in record.names if n.kind == "person" for s in n.evidence}
        persons = {_where(span) for n in record.names if n.kind == "person" for span in n.evidence}
        places = [span for place in record.places for span in place.evidence]
        places += [span for n in record.names if n.kind == "place" for span in n.evidence]
        self._places = {_where(span) for span in places} - persons
        self._lower_words = {w.key for w in words_of(text) if text[w.start].islower()}
        read_as = _Readings(record)
        names = [name for name in _named(record, text, title) if not read_as.otherwise(name)]
        names.sort(key=lambda name: -len(words_of(name)))  # whole names first, then parts of them
        for name in dict.fromkeys(names):
            self._add(name)
        for actor in actors_of(record):
            self._add_role(actor)

    def _add(self, name: str) -> None:
        kept, small = _parts(name)
        if not kept:
            return
        lower = name.islower()
        for i in sorted(self._bearing(kept)):
            person = self.persons[i]
            person.small |= small
            person.lower |= lower
            return
        self.persons.append(Person(tuple(kept), small, lower))
        self._index(len(self.persons) - 1, kept)

    def _bearing(self, words: list[str]) -> set[int]:
        """The persons whose names hold all of the words."""
        found = [self._by_word.get(word, set()) for word in words]
        return set.intersection(*found) if found else set()

    def _index(self, i: int, words: list[str]) -> None:
        for word in words:
            self._by_word.setdefault(word, set()).add(i)

    def _add_role(self, actor: Actor) -> None:
        if actor.kind != "person" or not actor.role or not is_public_role(actor.role):
            return
        for i in self._bearing(_parts(actor.name)[0]):
            self.persons[i].public = True

    def find(self, text: str, where: str | None = None) -> Iterator[Naming]:
        """Every naming in a text, in order, none overlapping.

        ``where`` is ``text`` or ``title`` for the article's own, None for another string.
        """
        words = words_of(text)
        i = 0
        while i < len(words):
            naming, i = self._naming_at(text, words, i)
            if naming and not self._is_no_person(text, naming, where):
                yield naming

    def _naming_at(self, text: str, words: list[Word], i: int) -> tuple[Naming | None, int]:
        persons = frozenset(self._by_word.get(words[i].key, ()))
        if not persons:
            return None, i + 1
        seen, last, j = {words[i].key}, i, i + 1
        while j < len(words) and _joined(text, words[j - 1], words[j]):
            both = persons & self._by_word.get(words[j].key, set())
            if both:
                persons, last = frozenset(both), j
                seen.add(words[j].key)
            elif not self._is_small(text, words[j], persons):
                break
            j += 1
        first = i
        while (
            first
            and self._is_small(text, words[first - 1], persons)
            and _joined(text, words[first - 1], words[first])
        ):
            first -= 1
        start, end = words[first].start, words[last].end
        if len(seen) == 1 and not self._stands_alone(text, words[i], persons):
            return None, i + 1
        whole = any(set(self.persons[p].words) == seen for p in persons)
        return Naming(start, end, persons, whole), last + 1

    def _is_small(self, text: str, word: Word, persons: frozenset[int]) -> bool:
        if any(word.key in self.persons[p].small for p in persons):
            return True
        return len(word.key) == 1 and text[word.end : word.end + 1] == "." and text[word.start].isupper()

    def _stands_alone(self, text: str, word: Word, persons: frozenset[int]) -> bool:
        """Whether one word by itself names a person: "Nkosi" does, "march" and "may" do not."""
        printed = text[word.start : word.end]
        lower = any(self.persons[p].lower for p in persons)
        if printed[0].islower() and not lower:
            return False
        if not lower and (word.key in _CALENDAR or word.key in self._lower_words):
            before = text[max(0, word.start - 6) : word.start]
            titled = re.search(r"(?:Mr|Mrs|Ms|Miss)\.?\s$", before)
            return bool(titled) or ("text", word.start) in self._explicit
        return True

    def _is_no_person(self, text: str, naming: Naming, where: str | None) -> bool:
        after = text[naming.end : naming.end + 80]
        if (
            _SAINT.match(text[naming.start : naming.end + 12])
            or _INSTITUTION.match(after)
            or _PLACE_BEFORE.search(text[max(0, naming.start - 8) : naming.start])
        ):
            return True
        return (where, naming.start, naming.end) in self._places


class _Readings:
    """How often each name was read as a person, and how often as something else."""

    def __init__(self, record: Record) -> None:
        self._persons = Counter(fold(name.name) for name in record.names if name.kind == "person")
        self._organizations = Counter(fold(n.name) for n in record.names if n.kind == "organization")
        places = [n.name for n in record.names if n.kind == "place"] + [p.name for p in record.places]
        self._places = Counter(map(fold, places))

    def otherwise(self, name: str) -> bool:
        """Whether it is rather no person.

        A name of several words is taken for an organisation too often to believe that: only places
        count against it.
        """
        key = fold(name)
        persons, places = self._persons[key], self._places[key]
        if " " in name.strip():
            return places > persons
        others = places + self._organizations[key]
        return bool(others) and others >= persons


def _where(span: Span) -> tuple[str, int, int]:
    return span.where, span.start, span.end


def _joined(text: str, before: Word, after: Word) -> bool:
    gap = text[before.end : after.start]
    if before.end - before.start <= 2 and gap[:1] == ".":
        gap = gap[1:] or " "  # an initial or "Jr."
    return bool(_GAP.fullmatch(gap))


def _parts(name: str) -> tuple[list[str], set[str]]:
    """The words of a name that tell who it is, and its small words and initials."""
    if _ORGANISATION_WORDS & {word.key for word in words_of(name)}:
        return [], set()
    keys = [word.key for word in _proper(name)]
    keys = keys[_title_length(keys) :]
    small = {key for key in keys if key in _PARTICLES or len(key) == 1}
    return [key for key in keys if key not in small | HONORIFICS | _NO_NAMES], small


def _title_length(keys: list[str]) -> int:
    """How many words at a name's start are a title: two of "Interior Minister Ola Berg"."""
    length = 0
    for i, key in enumerate(keys[:-1]):
        if key in _NO_NAMES or key in HONORIFICS or key in ROLE_HEADS:
            length = i + 1
        elif key not in TITLE_WORDS:
            break
    return length


def _proper(name: str) -> list[Word]:
    """The words after the last that is no name: a finder may give "striker Leon Duarte" or "His lawyer"."""
    words = words_of(name)
    if name.islower():
        return words
    last = -1
    for i, word in enumerate(words):
        if name[word.start].islower() and word.key not in _PARTICLES:
            last = i
    return words[last + 1 :]


def _named(record: Record, text: str, title: str) -> Iterator[str]:
    for name in record.names:
        if name.kind == "person":
            yield name.name
            yield from (span.quote for span in name.evidence)
    for actor in actors_of(record):
        if actor.kind == "person":
            yield actor.name
    known = {fold(p.name) for p in record.places} | {fold(n.name) for n in record.names if n.kind == "place"}
    for pattern in _TOLD_AS_PERSONS:
        for match in pattern.finditer(f"{title}\n{text}"):
            if fold(match[1]) not in known and not _CALENDAR & {w.key for w in words_of(match[1])}:
                yield match[1]


def actors_of(record: Record) -> Iterator[Actor]:
    """Every actor of a record: organizers, participants, targets, claimants and speakers."""
    for mention in record.mentions:
        yield from (*mention.organizers, *mention.participants, *mention.targets)
        claimants = [size.claimant for size in mention.sizes]
        claimants += [count.claimant for count in (*mention.arrested, *mention.injured, *mention.killed)]
        yield from (claimant for claimant in claimants if claimant)
    for statement in record.statements:
        if statement.speaker:
            yield statement.speaker


def harm_spans(record: Record) -> Iterator[Span]:
    """The words that arrests, injuries and deaths were read from."""
    for mention in record.mentions:
        for count in (*mention.arrested, *mention.injured, *mention.killed):
            yield from count.evidence

"""The people and organisations that an article names, each under its fullest first name."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, field

from spacy.tokens import Token

from dateline.extract.statement.naming import ROLES, TITLES, Phrase, is_title, read_phrase
from dateline.parse import Parsed
from dateline.records import Name, Span

_MAX_PEOPLE = 2_000
_ACRONYM = re.compile(r"[A-Z][A-Za-z&.\-]{1,11}")
_MALE = frozenset("mr sir lord father brother spokesman chairman king prince congressman businessman".split())
_FEMALE = frozenset(
    "mrs ms miss dame lady sister spokeswoman chairwoman queen princess congresswoman".split()
)


@dataclass(slots=True)
class Person:
    """A person under the fullest name that comes first; ``start`` and ``end`` are its characters."""

    name: str
    start: int
    end: int
    role: str | None = None
    affiliation: str | None = None
    gender: str | None = None


@dataclass(slots=True)
class Directory:
    """The people and organisations of one article."""

    people: list[Person] = field(default_factory=list)
    _by_word: dict[str, list[Person]] = field(default_factory=dict)
    _subjects: list[tuple[int, Person]] = field(default_factory=list)
    _full: dict[str, tuple[str, str | None, Span]] = field(default_factory=dict)

    @classmethod
    def of(cls, parsed: Parsed, names: tuple[Name, ...]) -> Directory:
        """Read from the article's names, or the parser's where none are given."""
        directory = cls()
        occurrences = list(_occurrences(parsed, names))
        for start, end in (o[1:] for o in occurrences if o[0] == "person"):
            directory._add_full(parsed, start, end)
        for kind, start, end in occurrences:
            if kind == "person":
                directory._note(parsed, start, end)
            else:
                directory._add_organisation(parsed, start, end)
        return directory

    def _add_full(self, parsed: Parsed, start: int, end: int) -> None:
        tokens = [t for t in parsed.tokens_of(parsed.span(start, end)) if not is_title(t) and not t.is_punct]
        words = [t for t in tokens if t.tag_ != "POS"]
        if len(words) < 2 or len(self.people) >= _MAX_PEOPLE:
            return
        first, last = words[0].idx, words[-1].idx + len(words[-1])
        name = " ".join(parsed.text[first:last].split())
        if self.find(name) is None:
            person = Person(name, first, last)
            self.people.append(person)
            for word in {w.lower() for w in name.split()}:
                self._by_word.setdefault(word, []).append(person)

    def add(self, parsed: Parsed, read: Phrase) -> Person | None:
        """A person whom the names do not hold but whose title or role shows that it is one; else None."""
        if not (read.title or read.role) or len(self.people) >= _MAX_PEOPLE:
            return None
        span = parsed.words(parsed.doc[read.words[0] : read.words[1]])
        person = Person(read.name, span.start, span.end)
        self.people.append(person)
        for word in {w.lower() for w in read.name.split()}:
            self._by_word.setdefault(word, []).append(person)
        return person

    def _note(self, parsed: Parsed, start: int, end: int) -> None:
        """Keep what an occurrence tells of a person: role, gender, and that it is a subject."""
        tokens = parsed.tokens_of(parsed.span(start, end))
        head = tokens.root
        read = read_phrase(parsed.doc, head, (min(head.left_edge.i, tokens.start), tokens.end))
        person = self.find(read.name or tokens.text)
        if person is None:
            return
        self.learn(person, read)
        if head.dep_ in ("nsubj", "nsubjpass") or (head.dep_ == "conj" and head.head.dep_ == "nsubj"):
            self._subjects.append((head.i, person))

    def learn(self, person: Person, read: Phrase) -> None:
        """Add the role, affiliation and gender that a phrase gives, where they were not known."""
        if person.role is None and read.role is not None:
            person.role, person.affiliation = read.role, read.affiliation
        marks = {read.title or "", *(read.role or "").lower().split()}
        if person.gender is None and marks & (_MALE | _FEMALE):
            person.gender = "male" if marks & _MALE else "female"

    def _add_organisation(self, parsed: Parsed, start: int, end: int) -> None:
        """Remember "Full Name (FN)" and first occurrences."""
        text = parsed.text
        span = parsed.span(start, end)
        opened = end + 2 if text[end : end + 2] == " (" else end + 1 if text[end : end + 1] == "(" else 0
        match = _ACRONYM.match(text, opened) if opened else None
        acronym = match[0] if match and text[match.end() : match.end() + 1] == ")" else None
        entry = (" ".join(span.quote.split()), acronym, span)
        self._full.setdefault(entry[0].lower(), entry)
        if acronym:
            self._full[acronym.lower()] = self._full[entry[0].lower()] = entry

    def find(self, name: str) -> Person | None:
        """The person a name means: the one whose full name holds all its words, the surname first of all."""
        words = [w for w in name.lower().split() if w.rstrip(".") not in TITLES]
        if not words:
            return None
        some = self._by_word.get(words[-1], [])
        fits = [p for p in some if set(words) <= set(p.name.lower().split())]
        surname = [p for p in fits if p.name.lower().split()[-1] == words[-1]]
        return next(iter(surname or fits), None)

    def organisation(self, name: str) -> tuple[str, str | None, Span | None]:
        """Full name, acronym and first words of an organisation; the name itself where nothing is known."""
        return self._full.get(name.lower(), (name, None, None))

    def by_role(self, head: Token) -> Person | None:
        """The one person with the role that "the minister" names."""
        if head.lower_ not in ROLES or not any(c.lower_ == "the" for c in head.lefts):
            return None
        have = [p for p in self.people if p.role and p.role.lower().split()[-1] == head.lower_]
        return have[0] if len(have) == 1 else None

    def may_be(self, name: str, gender: str) -> bool:
        """Whether nothing in the article speaks against a person's being "he" or "she"."""
        person = self.find(name)
        return person is None or person.gender in (None, gender)

    def last_subject(self, before: int, gender: str) -> tuple[int, Person] | None:
        """The last person before a token who is the subject of a clause and may be of this gender."""
        k = bisect_left(self._subjects, before, key=lambda s: s[0])
        fits = (s for s in reversed(self._subjects[max(0, k - 12) : k]) if s[1].gender in (None, gender))
        return next(fits, None)


def _occurrences(parsed: Parsed, names: tuple[Name, ...]) -> Iterator[tuple[str, int, int]]:
    if names:
        for name in sorted(names, key=lambda n: n.evidence[0].start):
            if name.evidence[0].where == "text":
                yield name.kind, name.evidence[0].start, name.evidence[0].end
        return
    for entity in parsed.doc.ents:
        if entity.label_ == "PERSON":
            yield "person", entity.start_char, entity.end_char
        elif entity.label_ in ("ORG", "NORP"):
            yield "organization", entity.start_char, entity.end_char

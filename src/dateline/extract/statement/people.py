"""The people and organisations that an article names, each under its fullest first name."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from spacy.tokens import Token

from dateline.extract.statement.naming import ROLES, TITLES, Phrase, is_title, read_phrase
from dateline.extract.statement.quotes import Quote, quote_at
from dateline.parse import Parsed
from dateline.records import Name, Span

_MAX_PEOPLE = 2_000
_ACRONYM = re.compile(r"[A-Z][A-Za-z&.\-]{1,11}")
PRONOUNS = {
    "he": "male", "him": "male", "his": "male", "himself": "male",
    "she": "female", "her": "female", "hers": "female", "herself": "female",
}  # fmt: skip
_TIMES = 2  # how many times as many pronouns of one kind as of the other show how an article calls a person
_INITIALS = re.compile(r"[A-Z]{2,8}")
_MALE = frozenset("mr sir lord father brother spokesman chairman king prince congressman businessman".split())
_FEMALE = frozenset(
    "mrs ms miss dame lady sister spokeswoman chairwoman queen princess congresswoman".split()
)


@dataclass(slots=True)
class Person:
    """A person under the fullest name that comes first; ``start`` and ``end`` are its characters, ``times``
    how often it stands in the article.
    """

    name: str
    start: int
    end: int
    role: str | None = None
    affiliation: str | None = None
    title: str | None = None
    gender: str | None = None
    times: int = 1


Organisation = tuple[str, str | None, Span]
"""Full name, acronym and first words."""


@dataclass(slots=True)
class Directory:
    """The people and organisations of one article."""

    people: list[Person] = field(default_factory=list)
    _by_word: dict[str, list[Person]] = field(default_factory=dict)
    _subjects: list[tuple[int, Person]] = field(default_factory=list)
    _named: list[tuple[int, Person]] = field(default_factory=list)
    _full: dict[str, Organisation] = field(default_factory=dict)

    @classmethod
    def of(cls, parsed: Parsed, names: tuple[Name, ...], quotes: tuple[Quote, ...] = ()) -> Directory:
        """Read from the article's names, or the parser's where none are given.

        Who is the subject of a clause inside one of ``quotes`` is spoken of, not who speaks next.
        """
        directory = cls()
        occurrences = list(_occurrences(parsed, names))
        people = [o[1:] for o in occurrences if o[0] == "person"]
        for words in (2, 1):  # a lone name may be short for a full one that comes later
            for start, end in people:
                directory._add(parsed, start, end, words)
        directory._learn_genders(parsed, people, quotes)
        for kind, start, end in occurrences:
            if kind == "person":
                directory._note(parsed, start, end, spoken_of=quote_at(quotes, start) is not None)
            else:
                directory._add_organisation(parsed, start, end)
        return directory

    def _add(self, parsed: Parsed, start: int, end: int, least: int) -> None:
        """Add a name of two words and more or, where that is the ``least``, of one that no other holds."""
        tokens = [t for t in parsed.tokens_of(parsed.span(start, end)) if not is_title(t) and not t.is_punct]
        words = [t for t in tokens if t.tag_ != "POS"]
        if not words or (len(words) == 1) != (least == 1) or len(self.people) >= _MAX_PEOPLE:
            return
        first, last = words[0].idx, words[-1].idx + len(words[-1])
        name = " ".join(parsed.text[first:last].split())
        known = self.find(name)
        if known is not None:
            known.times += len(words) > 1
        else:
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

    def _note(self, parsed: Parsed, start: int, end: int, *, spoken_of: bool) -> None:
        """Keep what an occurrence tells of a person: role, gender, and that it is a subject."""
        tokens = parsed.tokens_of(parsed.span(start, end))
        head = tokens.root
        read = read_phrase(parsed.doc, head, (min(head.left_edge.i, tokens.start), tokens.end))
        person = self.find(read.name or tokens.text)
        if person is None:
            return
        self.learn(person, read)
        if spoken_of:
            return
        self._named.append((head.i, person))
        if head.dep_ in ("nsubj", "nsubjpass") or (head.dep_ == "conj" and head.head.dep_ == "nsubj"):
            self._subjects.append((head.i, person))

    def _learn_genders(
        self, parsed: Parsed, people: list[tuple[int, int]], quotes: tuple[Quote, ...]
    ) -> None:
        """A person is a man or a woman to the article where "he" or "she" follows in the sentences that name
        nobody else.
        """
        named: dict[int, set[str]] = {}
        first: dict[int, int] = {}
        for start, end in people:
            at = parsed.token_at(start)
            number = parsed.sentence_of(at)
            person = self.find(" ".join(parsed.text[start:end].split()))
            named.setdefault(number, set()).add(person.name if person else "")
            first.setdefault(number, at)
        votes: dict[str, list[int]] = {}
        for number, names in named.items():
            (name,) = names if len(names) == 1 else ("",)
            if not name:
                continue
            count = votes.setdefault(name, [0, 0])
            for i in range(first[number], parsed.sentences[number].end):
                gender = PRONOUNS.get(parsed.lower[i])
                if gender and quote_at(quotes, parsed.doc[i].idx) is None:
                    count[gender == "female"] += 1
        for person in self.people:
            men, women = votes.get(person.name, (0, 0))
            if max(men, women) >= max(1, _TIMES * min(men, women)):
                person.gender = "male" if men > women else "female"

    def learn(self, person: Person, read: Phrase) -> None:
        """Add the role, affiliation and gender that a phrase gives, where they were not known."""
        if person.role is None and read.role is not None:
            person.role, person.affiliation = read.role, read.affiliation
        person.title = person.title or read.title
        marks = {read.title or "", *(read.role or "").lower().split()}
        if person.gender is None and marks & (_MALE | _FEMALE):
            person.gender = "male" if marks & _MALE else "female"

    def _add_organisation(self, parsed: Parsed, start: int, end: int) -> None:
        """Remember "Full Name (FN)" and first occurrences."""
        text = parsed.text
        if text[start : start + 4].lower() == "the " and end - start > len("the "):
            start += len("the ")
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
        return max(surname or fits, key=lambda p: (p.times, p.role is not None), default=None)

    def organisation(self, name: str) -> tuple[str, str | None, Span | None]:
        """Full name, acronym and first words of an organisation; the name itself where nothing is known."""
        known = self._full.get(name.lower())
        if known is None or known[0] == name:
            known = self._by_initials(name) or self._by_short(name) or known
        return known or (name, None, None)

    def _by_short(self, name: str) -> Organisation | None:
        """The one organisation with a longer name that ends with this word."""
        if " " in name or not name[:1].isupper():
            return None
        return _one_of(e for e in self._full.values() if e[0].endswith(f" {name}"))

    def by_last_word(self, head: Token) -> Organisation | None:
        """The one organisation that "the fund" or "the commission" is short for, by its name's last word."""
        if not any(c.lower_ == "the" for c in head.lefts):
            return None
        return _one_of(e for e in self._full.values() if e[0].lower().split()[-1:] == [head.lower_])

    def _by_initials(self, name: str) -> Organisation | None:
        """The one organisation that letters are the initials of: S.E.C. or SEC."""
        letters = name.replace(".", "")
        if not _INITIALS.fullmatch(letters):
            return None
        same = {e[0]: e for e in self._full.values() if _initials(e[0]) == letters}
        if len(same) != 1:
            return None
        ((full, _, span),) = same.values()
        return full, name, span

    def by_role(self, head: Token) -> Person | None:
        """The one person with the role or title that "the minister" or "the Republican nominee" names."""
        if head.lower_ not in ROLES or not any(c.lower_ == "the" for c in head.lefts):
            return None
        more = {c.lower_ for c in head.lefts if c.dep_ in ("amod", "compound")}
        have = [p for p in self.people if _has_role(p, head.lower_)]
        if len(have) > 1 and more:
            have = [p for p in have if more <= set(f"{p.affiliation} {p.role}".lower().split())]
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

    def only_one_named(self, start: int, before: int, gender: str) -> Person | None:
        """The person of this gender who alone is named, in whatever role, between two tokens."""
        first, past = (bisect_left(self._named, at, key=lambda n: n[0]) for at in (start, before))
        fits = {p.name: p for _, p in self._named[first:past] if p.gender in (None, gender)}
        return next(iter(fits.values())) if len(fits) == 1 else None


def _one_of(same: Iterable[Organisation]) -> Organisation | None:
    """The longest of some names of organisations where each of the others is the end of it."""
    by_length = sorted(same, key=lambda e: -len(e[0]))
    if not by_length or not all(by_length[0][0].endswith(e[0]) for e in by_length):
        return None
    return by_length[0]


def _has_role(person: Person, word: str) -> bool:
    return person.title == word or bool(person.role and person.role.lower().split()[-1] == word)


def _initials(name: str) -> str:
    """The first letters of a name's words, small words left out; "" of a single word."""
    words = [w for w in name.split() if w[:1].isupper()]
    return "".join(w[0] for w in words) if len(words) > 1 else ""


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

"""Who speaks: the words at a cue resolved to a person, organisation or group named in the article."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from spacy.tokens import Token

from dateline.extract.statement.candidate import Candidate
from dateline.extract.statement.clauses import Range, Syntax
from dateline.extract.statement.naming import kind_of, read_phrase
from dateline.extract.statement.people import PRONOUNS, Directory, Person
from dateline.extract.statement.quotes import Quote
from dateline.parse import Parsed
from dateline.records import Actor, Name, Span

_GROUP = frozenset({"they", "them", "their", "it", "its"})
_FIRST = frozenset({"i", "we", "my", "our", "us", "me"})
_RELATIVE = frozenset({"who", "which", "that", "whom", "whose"})
_MARKS = "\"“”‘’'` "
_MEMORY = 8  # speakers and names kept in mind when a pronoun comes


@dataclass(slots=True)
class Speakers:
    """Resolves the sources of an article's statements, which must come in the order of the text."""

    parsed: Parsed
    syntax: Syntax
    directory: Directory
    _said: list[tuple[int, Actor]] = field(default_factory=list)

    def resolve(self, candidate: Candidate, *, quoted_by: Actor | None) -> Actor | None:
        """The speaker of a candidate; None where the article does not tell.

        Args:
            candidate: What is attributed.
            quoted_by: Speaker of the quotation in which the source's words stand, if they do: the
                "I" of a quotation is who says it.
        """
        if candidate.source is None or candidate.subject is None:
            return None
        actor = self._of(candidate.subject, candidate.source, quoted_by)
        if actor is not None and quoted_by is None:
            self._said.append((candidate.source[0], actor))
        return actor

    def last(self, before: int) -> Actor | None:
        """Who spoke last before a token: the speaker of speech that goes on without a cue."""
        return next((actor for at, actor in reversed(self._said) if at < before), None)

    def _of(self, head: Token, source: Range, quoted_by: Actor | None) -> Actor | None:
        word = head.lower_
        words = self._span(source)
        if word in _FIRST:
            return _again(quoted_by, words, 0.8) if quoted_by else None
        if word in PRONOUNS:
            return self._pronoun(head, PRONOUNS[word], words)
        if word in _GROUP:
            return self._group(head, words, plural=word.startswith("the"))
        if word in _RELATIVE:
            return self._antecedent(head, words)
        return self._named(head, source, words)

    def _span(self, source: Range) -> Span:
        return self.parsed.words(self.parsed.doc[source[0] : source[1]])

    def _pronoun(self, head: Token, gender: str, words: Span) -> Actor | None:
        """The person spoken of last whom the pronoun can mean: the one who spoke last, unless another is
        the subject of a sentence since.
        """
        limit = self.parsed.sentences[self.parsed.sentence_of(head.i)].start
        spoken = next(
            (
                (at, a)
                for at, a in reversed(self._said[-_MEMORY:])
                if a.kind == "person" and at < head.i and self.directory.may_be(a.name, gender)
            ),
            None,
        )
        named = self.directory.last_subject(head.i, gender)
        if named is None or named[0] < limit:
            here = self.directory.only_one_named(limit, head.i, gender)
            if here is not None:
                return self._person(here, words, 0.7)
        if named is not None and (spoken is None or named[0] > spoken[0]):
            return self._person(named[1], words, 0.75 if named[0] >= limit else 0.7)
        return _again(spoken[1], words, 0.8) if spoken else None

    def _group(self, head: Token, words: Span, *, plural: bool) -> Actor | None:
        for at, actor in reversed(self._said[-_MEMORY:]):
            fits = actor.kind != "person" and at < head.i
            if fits and (plural or actor.kind not in ("crowd", "other")):
                return _again(actor, words, 0.6)
        return None

    def _antecedent(self, head: Token, words: Span) -> Actor | None:
        """The noun that a relative clause tells of."""
        clause = head.head
        for _ in range(4):
            if clause.dep_ in ("relcl", "acl"):
                noun = _last_joined(clause.head, head.i)
                return self._named(noun, self.syntax.phrase(noun.i), words) if noun.pos_ != "PRON" else None
            clause = clause.head
        return None

    def _named(self, head: Token, source: Range, words: Span) -> Actor | None:
        read = read_phrase(self.parsed.doc, head, source)
        if read.name.strip(_MARKS):
            person = self.directory.find(read.name.strip(_MARKS)) or self.directory.add(self.parsed, read)
            if person is not None:
                self.directory.learn(person, read)
                return self._person(person, words, 0.9)
            return self._organisation(read.name, head, words)
        if (person := self.directory.by_role(head)) is not None:
            return self._person(person, words, 0.65)
        doc = self.parsed.doc
        plain = " ".join(doc[read.start : read.end].text.split()).strip(_MARKS)
        if not any(c.isalnum() for c in plain):
            return None
        if plain[0].isupper() and (person := self.directory.find(plain)) is not None:
            return self._person(person, words, 0.8)
        # Up to the head: "a report from the commission" is no commission.
        if (short := self.directory.by_last_word(head)) is not None:
            return self._organisation(short[0], head, words)
        kind = kind_of(doc[read.start : max(head.i + 1, read.start + 1)].text, head)
        return Actor(
            name=plain, kind=kind, confidence=0.6, evidence=(words,), by="statement.speaker.phrase/1"
        )

    def _organisation(self, name: str, head: Token, words: Span) -> Actor:
        full, acronym, where = self.directory.organisation(name)
        kind = kind_of(full, head)
        evidence = (words,) if where is None or where.overlaps(words) else (words, where)
        return Actor(
            name=full,
            acronym=acronym,
            kind=kind,
            confidence=0.75,
            evidence=evidence,
            by="statement.speaker.name/1",
        )

    def _person(self, person: Person, words: Span, confidence: float) -> Actor:
        first = self.parsed.span(person.start, person.end)
        evidence = (words,) if first.overlaps(words) else (words, first)
        return Actor(
            name=person.name,
            kind="person",
            role=person.role,
            affiliation=person.affiliation,
            confidence=confidence,
            evidence=evidence,
            by="statement.speaker.person/1",
        )


def _last_joined(noun: Token, before: int) -> Token:
    """Of "Kerry and Obama, who", Obama."""
    joined = [c for c in noun.conjuncts if noun.i < c.i < before]
    return joined[-1] if joined else noun


def _again(actor: Actor, words: Span, confidence: float) -> Actor:
    """The same actor, resting on other words at the cue and on those that named it."""
    named = tuple(s for s in actor.evidence if not s.overlaps(words))[-1:]
    return Actor(
        name=actor.name,
        acronym=actor.acronym,
        kind=actor.kind,
        role=actor.role,
        affiliation=actor.affiliation,
        confidence=min(actor.confidence, confidence),
        evidence=(words, *named),
        by="statement.speaker.pronoun/1",
    )


def make_speakers(syntax: Syntax, names: Iterable[Name], quotes: tuple[Quote, ...]) -> Speakers:
    """The resolver for one article, from its names where they were read and from the parser's where not."""
    return Speakers(syntax.parsed, syntax, Directory.of(syntax.parsed, tuple(names), quotes))

"""Stretches of an article that may tell of something that the police did, each with its action."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Span as Tokens
from spacy.tokens import Token

from dateline.extract.police.words import (
    AGAINST_POLICE,
    ALONE,
    CARRYING,
    FIRED,
    FORCES,
    HARMED_BY,
    MEANS,
    MEN_AND_MACHINES,
    NOUNS,
    OF_POLICE,
    PHRASES_OF,
    SIGNS,
    SUFFERED,
    THREATS,
    UNDERSTOOD,
    UNREAL,
    VERBS,
    WITH_PARTICLE,
)
from dateline.extract.side import negated, object_of, side_of, subject_of
from dateline.extract.signed import fold
from dateline.parse import Parsed
from dateline.records import Span
from dateline.records.lists import PoliceActionName


@dataclass(frozen=True, slots=True)
class Candidate:
    """One action that the words may state.

    Attributes:
        value: What was done.
        span: The words that say so.
        root: Index of the token that they hang on.
        sentence: Number of its sentence.
        rule: What it was read by: ``means``, ``verb`` or ``noun``.
        doer: Who did it, as far as the grammar tells: ``police``, ``open`` or ``other``.
    """

    value: PoliceActionName
    span: Span
    root: int
    sentence: int
    rule: str
    doer: str


def find_candidates(parsed: Parsed) -> tuple[Candidate, ...]:
    """In the order of the text. Denied actions are none."""
    found = [c for n, sentence in enumerate(parsed.sentences) for c in _in_sentence(parsed, n, sentence)]
    return tuple(sorted(found, key=lambda c: (c.span.start, c.span.end, c.value)))


def _in_sentence(parsed: Parsed, number: int, sentence: Tokens) -> Iterator[Candidate]:
    taken: list[tuple[PoliceActionName, Span]] = []
    first = sentence.start_char
    text = parsed.text[first : sentence.end_char]
    folded = fold(text)
    for action, means in MEANS:
        for match in means.matches(text, folded):
            span = parsed.span(first + match.start(), first + match.end())
            root = parsed.tokens_of(span).root
            if not _denied(root) and not (action == "presence" and _is_harmed(root)):
                taken.append((action, span))
                yield Candidate(action, span, root.i, number, "means", _doer(root))
    start, end = sentence.start, sentence.end
    lemmas = parsed.lemmas[start:end]
    if SIGNS.isdisjoint(parsed.lower[start:end]) and UNDERSTOOD.isdisjoint(lemmas):
        return
    for at, (lemma, pos) in enumerate(zip(lemmas, parsed.pos[start:end], strict=True), start):
        if pos == "VERB" and (lemma in VERBS or lemma in PHRASES_OF):
            found = _verb(parsed, number, parsed.doc[at], lemma)
        elif pos == "NOUN" and lemma in NOUNS:
            found = _noun(parsed, number, parsed.doc[at], NOUNS[lemma])
        else:
            continue
        if found and not any(found.value == action and found.span.overlaps(span) for action, span in taken):
            yield found


def _denied(root: Token) -> bool:
    """Whether it was not done: "no tear gas", "could be deployed", "threatened to use", "armed with"."""
    if any(c.lower_ == "no" for c in root.children) or negated(root) or negated(root.head):
        return True
    verb = _verb_above(root)
    if any(c.i > root.i and c.i <= root.i + 4 and c.dep_ == "neg" for c in root.doc[root.i : root.i + 5]):
        return True
    return verb.lemma_.lower() in CARRYING or (verb.pos_ == "VERB" and _is_unreal(verb))


def _is_harmed(officers: Token) -> bool:
    """Whether officers are only counted as the hurt: "48 officers were injured", "killed five officers"."""
    if officers.dep_ not in ("nsubjpass", "dobj", "nsubj"):
        return False
    verb = officers.head
    suffered = officers.dep_ != "nsubj" or verb.tag_ == "VBN" or verb.lemma_.lower() in ("suffer", "die")
    return suffered and verb.lemma_.lower() in HARMED_BY


def _is_unreal(verb: Token) -> bool:
    if any(c.dep_ == "aux" and c.lower_ in UNREAL for c in verb.children):
        return True
    return verb.dep_ == "xcomp" and verb.head.lemma_.lower() in THREATS


def _verb_above(token: Token) -> Token:
    """The nearest verb that the token hangs on, or what stands four steps above it."""
    for _ in range(4):
        if token.pos_ == "VERB" or token.head is token:
            break
        token = token.head
    return token


def _doer(token: Token) -> str:
    """Whose deed it is: of the nearest verb above the token."""
    verb = _verb_above(token)
    subject = subject_of(verb) if verb.pos_ == "VERB" else None
    if subject is None:
        return "open"
    return "police" if is_police(subject) else "other"


def is_police(token: Token | None) -> bool:
    """Whether a noun stands for the police, soldiers or guards: "officers", "the FBI", "police horses"."""
    if token is None:
        return False
    if side_of(token) == "police" or token.text in FORCES:
        return True
    modifiers = {c.lower_ for c in token.children if c.dep_ in ("amod", "compound")}
    return token.lower_ in MEN_AND_MACHINES and not modifiers.isdisjoint(OF_POLICE)


def _verb(parsed: Parsed, number: int, token: Token, lemma: str) -> Candidate | None:
    action = _of_phrase(token, lemma) or VERBS.get(lemma)
    if action is None or (lemma in WITH_PARTICLE and not _has(token, WITH_PARTICLE[lemma])):
        return None
    if negated(token) or _is_unreal(token):
        return None
    subject, object_ = subject_of(token), object_of(token)
    by_police = is_police(subject) or _speaks_of_itself(token, subject)
    alone = subject is None and (lemma in ALONE or (lemma in SUFFERED and token.tag_ == "VBN"))
    met = lemma in AGAINST_POLICE and any(
        is_police(inner) for c in token.children for inner in [c, *c.children]
    )
    placed = action == "presence" and (is_police(object_) or _calls_in(token))
    if not (by_police or alone or met or placed):
        return None
    if lemma == "fire" and object_ is not None and object_.lemma_.lower() not in FIRED:
        return None  # tear gas and water are read by their own names
    doer = "police" if by_police or placed else "open" if subject is None else "other"
    span = _words(parsed, token, object_)
    return Candidate(action, span, token.i, number, "verb", doer)


def _calls_in(verb: Token) -> bool:
    """Whether "in" was read as a preposition: "called in security forces"."""
    return any(is_police(o) for c in verb.children if c.lower_ in ("in", "out") for o in c.children)


def _of_phrase(token: Token, lemma: str) -> PoliceActionName | None:
    for other, action in PHRASES_OF.get(lemma, ()):
        if _has(token, other):
            return action
    return None


def _has(verb: Token, word: str) -> bool:
    return any(
        c.lower_ == word or any(inner.lower_ == word for inner in c.children if c.dep_ == "prep")
        for c in verb.children
    )


def _noun(parsed: Parsed, number: int, token: Token, action: PoliceActionName) -> Candidate | None:
    if any(c.lower_ == "no" for c in token.children):
        return None
    near = [*token.children, *(inner for c in token.children for inner in c.children), token.head]
    told = action == "arrests" or any(is_police(t) or t.lower_ == "police" for t in near)
    return Candidate(action, parsed.token(token), token.i, number, "noun", "open") if told else None


def _speaks_of_itself(verb: Token, subject: Token | None) -> bool:
    """Whether "they" are the police who say so: "police said they had arrested twelve"."""
    if subject is None or subject.lower_ not in ("they", "it", "we") or verb.dep_ != "ccomp":
        return False
    return is_police(subject_of(verb.head))


def _words(parsed: Parsed, verb: Token, object_: Token | None) -> Span:
    """The verb with its object where that stands close by."""
    if object_ is None or abs(object_.i - verb.i) > 8:
        return parsed.token(verb)
    first, last = min(verb.i, object_.left_edge.i), max(verb.i, object_.i)
    return parsed.words(parsed.doc[first : last + 1])

"""Reading a sentence's dependencies: who does what a verb says, and which words belong to a clause."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from spacy.tokens import Token

Range = tuple[int, int]
"""First and one past the last, in tokens or in characters as the name says."""

SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "csubjpass"})
MAX_SENTENCE = 250
"""Tokens of the longest sentence whose syntax is read. A longer one is a table or a list, and every look at
a word's dependents takes time that grows with its sentence."""
_MAX_CLIMB = 6  # verbs passed on the way to a subject that is not said again
_OPEN_CLASS = frozenset({"VERB", "AUX"})


@dataclass(frozen=True, slots=True)
class Subject:
    """The head of the noun phrase that a verb takes its subject from, and whether it is the verb's own."""

    head: Token
    own: bool


def child(token: Token, *deps: str) -> Token | None:
    """The first child of a token with one of these relations."""
    for c in token.children:  # not next() of a generator: this is asked five times for each word
        if c.dep_ in deps:
            return c
    return None


def children(token: Token, *deps: str) -> list[Token]:
    """All children of a token with one of these relations, in order."""
    return [c for c in token.children if c.dep_ in deps]


def subject_of(verb: Token) -> Subject | None:
    """Who does what ``verb`` says: its own subject, or that of the clause it hangs from.

    A relative clause's own subject is the pronoun ("who said"); a participle after a noun takes the
    noun ("a letter saying"); verbs that are joined, and open complements, take their governor's.
    """
    own = child(verb, *SUBJECTS)
    if own is not None:
        return Subject(own, own=True)
    at = verb
    for _ in range(_MAX_CLIMB):
        step = _governor(at)
        if step is None:
            return None
        if step.pos_ not in _OPEN_CLASS:
            return Subject(step, own=False)
        found = child(step, *SUBJECTS)
        if found is not None:
            return Subject(found, own=False)
        at = step
    return None


def _governor(verb: Token) -> Token | None:
    head: Token = verb.head
    if verb.dep_ in ("conj", "advcl", "dep", "parataxis") and head.pos_ in _OPEN_CLASS:
        return head
    if verb.dep_ == "xcomp":
        return child(head, "dobj") or head
    if verb.dep_ in ("acl", "relcl") and head.pos_ not in _OPEN_CLASS:
        return head
    if verb.dep_ == "pcomp" and head.dep_ == "prep" and head.head.i != head.i:
        return head.head
    return None


def phrase(head: Token) -> Range:
    """Tokens of a noun phrase, up to a relative clause: that one tells of it and does not name it."""
    start, end = head.left_edge.i, head.right_edge.i + 1
    for c in head.rights:
        if c.dep_ in ("relcl", "acl", "advcl", "parataxis", "ccomp", "dep", "cc") and c.left_edge.i > head.i:
            end = min(end, c.left_edge.i)
            break
    return trim(head, start, end)


def trim(token: Token, start: int, end: int) -> Range:
    """The range without punctuation, white space and conjunctions at its ends."""
    doc = token.doc
    while start < end - 1 and (doc[start].is_punct or doc[start].is_space or doc[start].dep_ == "cc"):
        start += 1
    while end - 1 > start and (doc[end - 1].is_space or (doc[end - 1].is_punct and doc[end - 1].text != ")")):
        end -= 1
    return start, end


def subtree(head: Token) -> Range:
    """Tokens from the first to the last that hang from ``head``."""
    return head.left_edge.i, head.right_edge.i + 1


def minus(ranges: Iterable[Range], taken: Iterable[Range]) -> tuple[Range, ...]:
    """What is left of ``ranges`` when ``taken`` is cut out, in order.

    >>> minus([(0, 10)], [(3, 5)])
    ((0, 3), (5, 10))
    """
    left = list(ranges)
    for a, b in taken:
        parts = [((s, min(e, a)), (max(s, b), e)) for s, e in left]
        left = [p for pair in parts for p in dict.fromkeys(pair) if p[0] < p[1]]
    return tuple(left)

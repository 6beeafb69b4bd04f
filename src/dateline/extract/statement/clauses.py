"""Reading a sentence's dependencies: who does what a verb says, and which words belong to a clause."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

import numpy as np
from spacy.attrs import DEP, HEAD, IDX, IS_PUNCT, IS_SPACE, LEMMA, LOWER, ORTH, POS, TAG
from spacy.parts_of_speech import NAMES

from dateline.parse import Parsed

Range = tuple[int, int]
"""First and one past the last, in tokens or in characters as the name says."""

SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "csubjpass"})
MAX_SENTENCE = 250
"""Tokens of the longest sentence whose syntax is read. A longer one is a table or a list, and every look at
a word's dependents takes time that grows with their number."""
_MAX_CLIMB = 6  # verbs passed on the way to a subject that is not said again
_OPEN_CLASS = frozenset({"VERB", "AUX"})
_JOINED = frozenset({"conj", "advcl", "dep", "parataxis"})
_BESIDE_NAME = frozenset({"relcl", "acl", "advcl", "parataxis", "ccomp", "dep", "cc"})


@dataclass(frozen=True, slots=True)
class Subject:
    """The head of the noun phrase that a verb takes its subject from, and whether it is the verb's own."""

    head: int
    own: bool


_FAR = (1, 2, 3, 5, 8, 13)  # tokens from which a subject counts as farther off


def standing(subject: Subject | None, verb: int) -> tuple[str, ...]:
    """Notes on a verb's subject: whether it is the verb's own, on which side, how far off."""
    if subject is None:
        return ()
    far = sum(abs(subject.head - verb) >= limit for limit in _FAR)
    return f"own={subject.own}", f"side={subject.head < verb} off={far}"


class Syntax:
    """The dependencies of an article, looked up once for every token of it.

    Tokens are given by their numbers: to ask spaCy's tokens again and again is what costs.
    """

    def __init__(self, parsed: Parsed) -> None:
        doc, strings = parsed.doc, parsed.doc.vocab.strings
        columns = doc.to_array([ORTH, LOWER, LEMMA, POS, TAG, DEP, IDX, IS_PUNCT, IS_SPACE]).T.tolist()
        orths, lowers, lemmas, poses, tags, deps, starts, puncts, spaces = columns
        self.parsed = parsed
        self.doc = doc
        self.text = _each(orths, strings.__getitem__)
        self.lower = _each(lowers, strings.__getitem__)
        self.lemma = _each(lemmas, lambda lemma: strings[lemma].lower())
        self.pos = _each(poses, NAMES.__getitem__)
        self.tag = _each(tags, strings.__getitem__)
        self.dep = _each(deps, strings.__getitem__)
        self.starts: list[int] = starts
        self.punct, self.space = puncts, spaces
        # How far off a head is stands in the array as an unsigned number, though it may be below 0.
        off = doc.to_array(HEAD).view(np.int64)
        self.head: list[int] = (off + np.arange(len(off))).tolist()
        self._phrases: dict[int, Range] = {}
        self.children_of: list[list[int]] = [[] for _ in self.head]
        for i, head in enumerate(self.head):
            if head != i:
                self.children_of[head].append(i)

    def word(self, i: int) -> str:
        """The dictionary form of a word, or the word where the parser gives none; in lower case."""
        return self.lemma[i] or self.lower[i]

    def says_something(self, first: int, past: int) -> bool:
        """Whether a run of tokens is more than punctuation and line ends."""
        return bool("".join(self.text[first:past]).strip(" ,.;:-\n"))

    def characters(self, first: int, past: int) -> Range:
        """Where a run of tokens stands in the text."""
        return self.starts[first], self.starts[past - 1] + len(self.text[past - 1])

    def child(self, i: int, *deps: str) -> int | None:
        """The first child of a token with one of these relations."""
        for c in self.children_of[i]:
            if self.dep[c] in deps:
                return c
        return None

    def children(self, i: int, *deps: str) -> list[int]:
        """All children of a token with one of these relations, in order."""
        return [c for c in self.children_of[i] if self.dep[c] in deps]

    def subject_of(self, verb: int) -> Subject | None:
        """Who does what ``verb`` says: its own subject, or that of the clause it hangs from.

        A relative clause's own subject is the pronoun ("who said"); a participle after a noun takes the
        noun ("a letter saying"); verbs that are joined, and open complements, take their governor's.
        """
        own = self.child(verb, *SUBJECTS)
        if own is not None:
            return Subject(own, own=True)
        at = verb
        for _ in range(_MAX_CLIMB):
            step = self._governor(at)
            if step is None:
                return None
            if self.pos[step] not in _OPEN_CLASS:
                return Subject(step, own=False)
            found = self.child(step, *SUBJECTS)
            if found is not None:
                return Subject(found, own=False)
            at = step
        return None

    def _governor(self, verb: int) -> int | None:
        head, dep = self.head[verb], self.dep[verb]
        if dep in _JOINED and self.pos[head] in _OPEN_CLASS:
            return head
        if dep == "xcomp":
            thing = self.child(head, "dobj")
            return head if thing is None else thing
        if dep in ("acl", "relcl") and self.pos[head] not in _OPEN_CLASS:
            return head
        if dep == "pcomp" and self.dep[head] == "prep" and self.head[head] != head:
            return self.head[head]
        return None

    def phrase(self, head: int) -> Range:
        """Tokens of a noun phrase, up to a relative clause: that one tells of it and does not name it."""
        # Kept, for one subject is that of several candidates.
        known = self._phrases.get(head)
        if known is None:
            known = self._phrases[head] = self._read_phrase(head)
        return known

    def _read_phrase(self, head: int) -> Range:
        start, end = self.subtree(head)
        for c in self.children_of[head]:
            if c > head and self.dep[c] in _BESIDE_NAME and (left := self.subtree(c)[0]) > head:
                end = min(end, left)
                break
        return self.trim(start, end)

    def trim(self, start: int, end: int) -> Range:
        """The range without punctuation, white space and conjunctions at its ends."""
        punct, space = self.punct, self.space
        while start < end - 1 and (punct[start] or space[start] or self.dep[start] == "cc"):
            start += 1
        while end - 1 > start and (space[end - 1] or (punct[end - 1] and self.text[end - 1] != ")")):
            end -= 1
        return start, end

    def subtree(self, head: int) -> Range:
        """Tokens from the first to the last that hang from ``head``."""
        token = self.doc[head]
        return token.left_edge.i, token.right_edge.i + 1


def _each(ids: list[int], read: Callable[[int], str]) -> list[str]:
    """What is read of each id, every id read once."""
    table = {i: read(i) for i in set(ids)}
    return list(map(table.__getitem__, ids))


def minus(ranges: Iterable[Range], taken: Iterable[Range]) -> tuple[Range, ...]:
    """What is left of ``ranges`` when ``taken`` is cut out, in order.

    >>> minus([(0, 10)], [(3, 5)])
    ((0, 3), (5, 10))
    """
    left = list(ranges)
    for a, b in taken:
        rest = []
        for start, end in left:
            before, behind = (start, end if end < a else a), (start if start > b else b, end)
            if before[0] < before[1]:
                rest.append(before)
            if behind[0] < behind[1] and behind != before:
                rest.append(behind)
        left = rest
    return tuple(left)

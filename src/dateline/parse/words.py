"""Words: what an article's tokens are, as plain lists.

Reading a token's lemma or head from spaCy makes an object or a string each time; finders that look at each
phrase beside each event read these lists instead.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from spacy import attrs
from spacy.tokens import Doc

_NAMES = (attrs.LOWER, attrs.LEMMA, attrs.POS, attrs.TAG, attrs.DEP, attrs.ENT_TYPE)
_FLAGS = (attrs.IS_ALPHA, attrs.IS_STOP, attrs.IS_SPACE, attrs.IS_PUNCT)
_UNSIGNED = 1 << 64  # spaCy gives the way to the head as a 64-bit number without a sign


@dataclass(frozen=True, slots=True)
class Words:
    """An article's tokens; each list holds one thing of each token, by its index.

    Attributes:
        lower: In lower case.
        lemma: The lemma in lower case.
        pos: Part of speech.
        tag: Fine-grained part of speech.
        dep: Relation to the head.
        entity: Label of the named entity that it is in, or "".
        head: Index of its head; its own at the root of a sentence.
        children: Indices of the tokens whose head it is, in order.
        content: Whether it is made of letters and is no stop word.
        space: Whether it is white space.
        punct: Whether it is punctuation.
    """

    lower: list[str]
    lemma: list[str]
    pos: list[str]
    tag: list[str]
    dep: list[str]
    entity: list[str]
    head: list[int]
    children: list[list[int]]
    content: list[bool]
    space: list[int]
    punct: list[int]

    def above(self, token: int) -> Iterator[int]:
        """The head of a token, the head's head, and so on."""
        head = self.head[token]
        while head != token:
            yield head
            token, head = head, self.head[head]

    def first_above(self, token: int, having: list[str], values: frozenset[str]) -> int | None:
        """The first word above a token that has one of the values in one of the lists."""
        for above in self.above(token):
            if having[above] in values:
                return above
        return None


# Of the article that is read now: all its finders look at the same words.
@lru_cache(maxsize=1)
def words_of(doc: Doc) -> Words:
    """The words of an article."""
    columns = doc.to_array([*_NAMES, attrs.HEAD, *_FLAGS]).T.tolist()
    lower, lemma, pos, tag, dep, entity = (_strings(doc, c) for c in columns[: len(_NAMES)])
    steps, alpha, stop, space, punct = columns[len(_NAMES) :]
    head = [at + (step if step < len(doc) else step - _UNSIGNED) for at, step in enumerate(steps)]
    content = [bool(a and not s) for a, s in zip(alpha, stop, strict=True)]
    lemma = [word.lower() for word in lemma]
    return Words(lower, lemma, pos, tag, dep, entity, head, _children(head), content, space, punct)


def _strings(doc: Doc, column: list[int]) -> list[str]:
    strings = doc.vocab.strings
    table = {key: strings[key] for key in set(column)}
    return [table[key] for key in column]


def _children(head: list[int]) -> list[list[int]]:
    children: list[list[int]] = [[] for _ in head]
    for at, above in enumerate(head):
        if above != at:
            children[above].append(at)
    return children

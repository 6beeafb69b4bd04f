"""The model's attribute rules, found by looking them up: the same rules apply, in a tenth of the time.

spaCy's Matcher tries each of the rules on each token. They ask a token for its tag, its dependency and
whether it is one of a few words, so of tokens alike in these one is tried and the answer remembered. A rule
for several tokens is tried only where its first token stands.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from spacy.attrs import DEP, IS_SPACE, LEMMA, LOWER, MORPH, POS, TAG
from spacy.language import Language
from spacy.matcher import Matcher
from spacy.pipeline import AttributeRuler
from spacy.tokens import Doc

Kind = tuple[int, ...]
"""Tag, dependency, whether it is white space, and the word in lower case, 0 where no rule names it."""
_ASKED: Final = {"TAG": TAG, "DEP": DEP, "IS_SPACE": IS_SPACE, "LOWER": LOWER}
_GIVEN: Final = (TAG, POS, MORPH, LEMMA, DEP)
_MOST_KNOWN: Final = 1 << 16  # words that are remembered; hostile text must not fill the memory
_LONGER: Final = "dateline.longer"  # stands for all rules for several tokens, at the first of these


@dataclass(frozen=True, slots=True)
class _Rules:
    """The rules that apply to a token of one kind.

    Attributes:
        numbers: Those for one token.
        given: Column (of ``_GIVEN``) and value of each attribute that these give.
        begins: Whether a rule for several tokens may begin with it.
    """

    numbers: frozenset[int]
    given: tuple[tuple[int, int], ...]
    begins: bool


class RuleTable:
    """Stands in for an ``AttributeRuler``, by ``take``."""

    def __init__(self) -> None:
        self._known: dict[Kind, _Rules] = {}
        self._words: dict[int, int] = {}

    def take(self, ruler: AttributeRuler) -> None:
        """Apply the rules of this one, which ``can_take`` found fit."""
        strings = ruler.vocab.strings
        self._attributes = [
            [(_GIVEN.index(name), value) for name, value in attributes.items()] for attributes in ruler.attrs
        ]
        self._indices = list(ruler.indices)
        self._numbers: dict[int, int] = {}
        self._one = Matcher(ruler.vocab, validate=False)
        self._several = Matcher(ruler.vocab, validate=False)
        self._longer = strings.add(_LONGER)
        self._longest = 1
        self._named = _Words(ruler)
        for number, rule in enumerate(ruler.patterns):
            key = strings.add(str(number))
            self._numbers[key] = number
            for pattern in rule["patterns"]:
                (self._one if len(pattern) == 1 else self._several).add(key, [pattern])
                if len(pattern) > 1:
                    self._one.add(self._longer, [pattern[:1]])
                    self._longest = max(self._longest, len(pattern))

    def __call__(self, doc: Doc) -> Doc:
        """Give each token the attributes of the rules that apply to it: of several rules, the last one's."""
        if not len(doc):
            return doc
        rules = [
            self._known.get(kind) or self._learn(kind, doc, i) for i, kind in enumerate(self._kinds(doc))
        ]
        rows = doc.to_array(list(_GIVEN)).tolist()
        for row, own in zip(rows, rules, strict=True):
            for column, value in own.given:
                row[column] = value
        for i, numbers in self._of_several(doc, rules).items():
            for column, value in self._given(numbers | rules[i].numbers):
                rows[i][column] = value
        return doc.from_array(list(_GIVEN), np.array(rows, dtype="uint64"))

    def _kinds(self, doc: Doc) -> Iterator[Kind]:
        words, strings = self._words, doc.vocab.strings
        if len(words) + len(doc) > _MOST_KNOWN:
            words.clear()
        for tag, dep, is_space, lower in doc.to_array(list(_ASKED.values())).tolist():
            word = words.get(lower)
            if word is None:
                word = words[lower] = lower if self._named.hold(strings[lower]) else 0
            yield tag, dep, is_space, word

    def _learn(self, kind: Kind, doc: Doc, i: int) -> _Rules:
        keys = {key for key, _, _ in self._one(doc[i : i + 1], allow_missing=True)}
        numbers = frozenset(self._numbers[key] for key in keys if key != self._longer)
        known = self._known[kind] = _Rules(numbers, self._given(numbers), self._longer in keys)
        return known

    def _given(self, numbers: Iterable[int]) -> tuple[tuple[int, int], ...]:
        last: dict[int, int] = {}
        for number in sorted(numbers):
            last.update(self._attributes[number])
        return tuple(last.items())

    def _of_several(self, doc: Doc, rules: list[_Rules]) -> dict[int, set[int]]:
        """Numbers of the rules for several tokens that apply, by the token that each gives something to."""
        found: dict[int, set[int]] = {}
        for i in (i for i, own in enumerate(rules) if own.begins):
            for key, start, end in self._several(doc[i : i + self._longest], allow_missing=True):
                if start == 0:  # else it is found where it begins
                    number = self._numbers[key]
                    index = self._indices[number]
                    found.setdefault(i + (index if index >= 0 else end + index), set()).add(number)
        return found


class _Words:
    """The words that rules name, or describe by an expression."""

    def __init__(self, ruler: AttributeRuler) -> None:
        asked = [piece["LOWER"] for piece in _pieces(ruler) if "LOWER" in piece]
        self._words = {
            word for one in asked for word in ([one] if isinstance(one, str) else one.get("IN", ()))
        }
        self._like = [
            re.compile(one["REGEX"]) for one in asked if not isinstance(one, str) and "REGEX" in one
        ]

    def hold(self, word: str) -> bool:
        """Whether a rule asks for this word."""
        return word in self._words or any(like.search(word) for like in self._like)


def can_take(ruler: AttributeRuler) -> bool:
    """Whether all its rules ask and give no more than a ``RuleTable`` knows of."""
    given = {name for attributes in ruler.attrs for name in attributes}
    return given <= set(_GIVEN) and all(
        piece.keys() <= _ASKED.keys() and _is_of_words(piece.get("LOWER", "")) for piece in _pieces(ruler)
    )


def _is_of_words(asked: Any) -> bool:
    return isinstance(asked, str) or (isinstance(asked, dict) and asked.keys() in ({"IN"}, {"REGEX"}))


def _pieces(ruler: AttributeRuler) -> Iterator[dict[str, Any]]:
    """What each rule asks of each token."""
    return (piece for rule in ruler.patterns for pattern in rule["patterns"] for piece in pattern)


@Language.factory("dateline_rules", assigns=["token.tag", "token.pos", "token.morph", "token.lemma"])  # type: ignore[untyped-decorator]
def _rule_table(nlp: Language, name: str) -> RuleTable:
    return RuleTable()

"""The model's attribute rules, found by looking them up: the same rules apply, in a tenth of the time.

spaCy's Matcher tries each of the rules on each token. Each asks its first token for its form, its relation,
its tag or whether it is white space, so a table names the few that may apply. A rule of a kind that is not
known here goes through a Matcher.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from spacy.attrs import DEP, IS_SPACE, LOWER, TAG
from spacy.matcher import Matcher
from spacy.pipeline import AttributeRuler
from spacy.strings import StringStore
from spacy.tokens import Doc

Match = tuple[int, int, int]
"""Key of the rule, first token, one past the last."""
Values = Sequence[int]
"""Of a token: its form, relation and tag as numbers of the vocabulary, and whether it is white space."""
_ATTRIBUTES = ("LOWER", "DEP", "TAG", "IS_SPACE")  # a rule is looked up by the first of them that it asks for
_WORDS_KEPT = 20_000  # hostile text has any number of them


class UnknownRuleError(Exception):
    """A rule asks for something that only spaCy's Matcher answers."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What a rule asks of one attribute of a token."""

    column: int
    values: frozenset[int]
    wanted: bool  # whether the value must be one of these, or none of them
    form: re.Pattern[str] | None = None

    @classmethod
    def read(cls, name: str, value: Any, strings: StringStore) -> Asked:
        """Of one entry of a token's pattern.

        Raises:
            UnknownRuleError: It is none of the kinds that the model's rules have.
        """
        if name not in _ATTRIBUTES:
            raise UnknownRuleError(name)
        column = _ATTRIBUTES.index(name)
        if isinstance(value, bool | str):
            return cls(
                column, frozenset([strings.add(value) if isinstance(value, str) else int(value)]), True
            )
        (kind, given), *more = value.items()
        if more or kind not in ("IN", "NOT_IN", "REGEX") or (kind == "REGEX" and name != "LOWER"):
            raise UnknownRuleError(f"{name} {value}")
        if kind == "REGEX":
            return cls(column, frozenset(), True, re.compile(given))
        return cls(column, frozenset(map(strings.add, given)), kind == "IN")

    def fits(self, token: Values, strings: StringStore) -> bool:
        """Whether a token has what is asked."""
        value = token[self.column]
        if self.form is not None:
            return self.form.search(strings[value]) is not None
        return (value in self.values) == self.wanted


@dataclass(frozen=True, slots=True)
class Rule:
    """One pattern of a rule: its key, and what it asks of each of a run of tokens."""

    key: int
    tokens: tuple[tuple[Asked, ...], ...]

    def looked_up_by(self) -> Asked | None:
        """What its first token must have, by the first attribute of those that a table knows."""
        # Nearly every token is no white space: that is nothing to look rules up by.
        wanted = [asked for asked in self.tokens[0] if asked.wanted and 0 not in asked.values]
        return min(wanted, key=lambda asked: asked.column, default=None)

    def applies(self, tokens: Sequence[Values], at: int, strings: StringStore) -> bool:
        """Whether the run that begins ``at`` a token has all that is asked."""
        if at + len(self.tokens) > len(tokens):
            return False
        return all(asked.fits(tokens[at + i], strings) for i, own in enumerate(self.tokens) for asked in own)


class RuleTable:
    """Stands in for the Matcher of an ``AttributeRuler``, whose caller sorts what it is given."""

    def __init__(self, ruler: AttributeRuler) -> None:
        self._strings: StringStore = ruler.vocab.strings
        self._by_form: list[Rule] = []
        self._tables: tuple[dict[int, list[Rule]], ...] = ({}, {}, {}, {})
        self._rest = Matcher(ruler.vocab, validate=False)
        for number, rule in enumerate(ruler.patterns):
            key = self._strings.add(str(number))
            for pattern in rule["patterns"]:
                self._add(key, pattern)
        self._of_word = lru_cache(maxsize=_WORDS_KEPT)(self._rules_of_word)

    def _add(self, key: int, pattern: list[dict[str, Any]]) -> None:
        try:
            tokens = tuple(
                tuple(Asked.read(name, value, self._strings) for name, value in token.items())
                for token in pattern
            )
        except UnknownRuleError:
            self._rest.add(key, [pattern])
            return
        rule = Rule(key, tokens)
        by = rule.looked_up_by()
        if by is None:
            self._rest.add(key, [pattern])
        elif by.form is not None:
            self._by_form.append(rule)
        else:
            for value in by.values:
                self._tables[by.column].setdefault(value, []).append(rule)

    def __call__(self, doc: Doc, *, allow_missing: bool = False, as_spans: bool = False) -> list[Match]:
        """Every rule that applies, in no promised order."""
        found: list[Match] = []
        if len(self._rest):
            found += self._rest(doc, allow_missing=allow_missing, as_spans=as_spans)
        tokens = doc.to_array([LOWER, DEP, TAG, IS_SPACE]).tolist()
        _, by_relation, by_tag, by_space = self._tables
        for at, (word, relation, tag, space) in enumerate(tokens):
            tables = (self._of_word(word), by_relation.get(relation, ()), by_tag.get(tag, ()))
            for rules in tables if not space else (*tables, by_space.get(space, ())):
                found += [
                    (rule.key, at, at + len(rule.tokens))
                    for rule in rules
                    if rule.applies(tokens, at, self._strings)
                ]
        return found

    def _rules_of_word(self, word: int) -> tuple[Rule, ...]:
        """The rules whose first token may have this form."""
        text = self._strings[word]
        shaped = (
            rule for rule in self._by_form if any(a.form and a.form.search(text) for a in rule.tokens[0])
        )
        return (*self._tables[0].get(word, ()), *shaped)

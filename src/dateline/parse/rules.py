"""The model's attribute rules, found by looking them up: the same rules apply, in a fifth of the time.

spaCy's Matcher tries each of the rules on each token. Nearly all of them ask one token for its tag, its
lower-case form or both, so a table answers; only the rest go through a Matcher.
"""

from __future__ import annotations

from typing import Any

from spacy.attrs import LOWER, TAG
from spacy.matcher import Matcher
from spacy.pipeline import AttributeRuler
from spacy.tokens import Doc

Match = tuple[int, int, int]
"""Key of the rule, first token, one past the last."""
_EXACT = frozenset(("TAG", "LOWER"))


class RuleTable:
    """Stands in for the Matcher of an ``AttributeRuler``, whose caller sorts what it is given."""

    def __init__(self, ruler: AttributeRuler) -> None:
        strings = ruler.vocab.strings
        self._table: dict[tuple[int, int], list[int]] = {}
        self._rest = Matcher(ruler.vocab, validate=False)
        for number, rule in enumerate(ruler.patterns):
            key = strings.add(str(number))
            if not all(_is_exact(pattern) for pattern in rule["patterns"]):
                self._rest.add(key, rule["patterns"])
                continue
            for (token,) in rule["patterns"]:
                asked = (strings.add(token.get("TAG", "")), strings.add(token.get("LOWER", "")))
                self._table.setdefault(asked, []).append(key)

    def __call__(self, doc: Doc, *, allow_missing: bool = False, as_spans: bool = False) -> list[Match]:
        """Every rule that applies, in no promised order."""
        found: list[Match] = self._rest(doc, allow_missing=allow_missing, as_spans=as_spans)
        for i, (tag, lower) in enumerate(doc.to_array([TAG, LOWER]).tolist()):
            for asked in ((tag, 0), (0, lower), (tag, lower)):
                found += [(key, i, i + 1) for key in self._table.get(asked, ())]
        return found


def _is_exact(pattern: list[dict[str, Any]]) -> bool:
    """Whether it asks one token for nothing but its tag and lower-case form, each word for word."""
    return len(pattern) == 1 and all(
        name in _EXACT and isinstance(value, str) and value for name, value in pattern[0].items()
    )

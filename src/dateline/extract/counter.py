"""Counter-protests: whether words name a protest against another."""

from __future__ import annotations

from spacy.tokens import Span as Tokens

_COUNTER = (["counter"], ["rival"], ["opposing"])
_HYPHENS = ("-", "–")


def is_counter(tokens: Tokens) -> bool:
    """Whether a trigger names a protest against another: "counter-protest", "a rival march"."""
    before = [t.lower_ for t in tokens.doc[max(0, tokens.start - 2) : tokens.start] if t.text not in _HYPHENS]
    return before[-1:] in _COUNTER or any(t.lower_.startswith("counter") for t in tokens)

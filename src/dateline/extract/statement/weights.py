"""How probably a candidate is an attribution: a logistic model over named, readable features.

Fitted on the training part of PolNeAR by ``training/statement_cues.py``; the card is
docs/reference/models/statement-cues.md.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from itertools import repeat

from spacy.tokens import Token

from dateline.extract.statement.candidate import Candidate

_PRONOUNS = frozenset({"he", "she", "they", "it", "i", "we", "you", "who", "that", "which", "this", "these"})
_LENGTHS = (1, 2, 3, 5, 8, 13, 21, 40, 80)


def cue_word(token: Token) -> str:
    """The cue's dictionary form, British spelling as American: "emphasised" -> "emphasize"."""
    word: str = token.lemma_.lower() or token.lower_
    if len(word) > 6 and word.endswith("ise"):
        return word[:-3] + "ize"
    return word


def features(candidate: Candidate, article: str) -> Iterator[str]:
    """The names of what the weights look at; each is there or not. ``article`` is the article's text."""
    head, pattern = candidate.head, candidate.pattern
    word = cue_word(head)
    who = _who(candidate.subject)
    yield f"p={pattern}"
    yield f"w={word}"
    yield f"p={pattern} w={word}"
    yield f"p={pattern} s={who}"
    yield f"s={who}"
    if candidate.subject is not None and who in ("noun", "ORG", "PERSON"):
        yield f"sl={candidate.subject.lemma_.lower()}"
    yield f"p={pattern} t={head.tag_}"
    yield f"p={pattern} d={head.dep_}"
    yield from _modifiers(pattern, head)
    yield from _shape(candidate, article)
    for note in candidate.extra:
        yield f"p={pattern} x={note}"
        if note.startswith(("prep=", "of=", "mark=")):
            yield f"p={pattern} w={word} x={note}"


def _who(subject: Token | None) -> str:
    if subject is None:
        return "none"
    if subject.lower_ in _PRONOUNS:
        return subject.lower_  # type: ignore[no-any-return]
    if subject.ent_type_ in ("PERSON", "ORG", "GPE", "NORP", "CARDINAL", "PERCENT"):
        return subject.ent_type_  # type: ignore[no-any-return]
    return "name" if subject.pos_ == "PROPN" else "noun"


def _modifiers(pattern: str, head: Token) -> Iterator[str]:
    for c in head.children:
        if c.dep_ in ("aux", "auxpass", "neg"):
            yield f"p={pattern} m={c.lower_}"


def _shape(candidate: Candidate, article: str) -> Iterator[str]:
    pattern = candidate.pattern
    start, end = candidate.content[0]
    size = sum(b - a for a, b in candidate.content)
    bucket = sum(size > 6 * n for n in _LENGTHS)
    text = article[start : min(end, start + 2_000)]
    yield f"p={pattern} n={bucket}"
    yield f"p={pattern} q={_marks(text)}"
    yield f"p={pattern} runs={min(len(candidate.content), 3)}"
    yield f"p={pattern} first={text.split(None, 1)[0].lower()[:12] if text.strip() else ''}"


def _marks(text: str) -> str:
    if text[:1] in "“\"‘'«`":
        return "starts"
    return "holds" if any(mark in text for mark in '“"«') else "none"


@cache
def load_weights() -> dict[str, float]:
    """Feature name -> weight, as they ship."""
    table = files("dateline.extract.statement").joinpath("cues.tsv").read_text(encoding="utf-8")
    rows = (line.rpartition("\t") for line in table.splitlines() if line and not line.startswith("#"))
    return {name: float(weight) for name, _, weight in rows}


def probability(candidate: Candidate, article: str, weights: dict[str, float]) -> float:
    """Probability, 0 to 1, that a reader would call the candidate an attribution."""
    total = weights["bias"] + sum(map(weights.get, features(candidate, article), repeat(0.0)))
    return 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, total))))

"""How probably a candidate is an attribution: a logistic model over named, readable features.

Fitted on the training part of PolNeAR by ``training/statement_cues.py``; the card is
docs/reference/models/statement-cues.md.
"""

from __future__ import annotations

import math
from bisect import bisect_left
from functools import cache
from importlib.resources import files
from itertools import repeat

from spacy.tokens import Token

from dateline.extract.statement.candidate import Candidate

_PRONOUNS = frozenset({"he", "she", "they", "it", "i", "we", "you", "who", "that", "which", "this", "these"})
_LENGTHS = tuple(6 * words for words in (1, 2, 3, 5, 8, 13, 21, 40, 80))  # in characters


def cue_word(token: Token) -> str:
    """The cue's dictionary form, British spelling as American: "emphasised" -> "emphasize"."""
    word: str = token.lemma_.lower() or token.lower_
    if len(word) > 6 and word.endswith("ise"):
        return word[:-3] + "ize"
    return word


def features(candidate: Candidate, article: str) -> list[str]:
    """The names of what the weights look at; each is there or not. ``article`` is the article's text."""
    head, pattern = candidate.head, candidate.pattern
    word = cue_word(head)
    who = _who(candidate.subject)
    found = [
        f"p={pattern}", f"w={word}", f"p={pattern} w={word}", f"p={pattern} s={who}", f"s={who}",
    ]  # fmt: skip
    if candidate.subject is not None and who in ("noun", "ORG", "PERSON"):
        found.append(f"sl={candidate.subject.lemma_.lower()}")
    found += (f"p={pattern} t={head.tag_}", f"p={pattern} d={head.dep_}")
    found += [f"p={pattern} m={c.lower_}" for c in head.children if c.dep_ in ("aux", "auxpass", "neg")]
    found += _shape(candidate, article)
    for note in candidate.extra:
        found.append(f"p={pattern} x={note}")
        if note.startswith(("prep=", "of=", "mark=")):
            found.append(f"p={pattern} w={word} x={note}")
    return found


def _who(subject: Token | None) -> str:
    if subject is None:
        return "none"
    if subject.lower_ in _PRONOUNS:
        return subject.lower_  # type: ignore[no-any-return]
    if subject.ent_type_ in ("PERSON", "ORG", "GPE", "NORP", "CARDINAL", "PERCENT"):
        return subject.ent_type_  # type: ignore[no-any-return]
    return "name" if subject.pos_ == "PROPN" else "noun"


def _shape(candidate: Candidate, article: str) -> tuple[str, ...]:
    pattern = candidate.pattern
    start, end = candidate.content[0]
    size = sum(b - a for a, b in candidate.content)
    text = article[start : min(end, start + 2_000)]
    first = text.split(None, 1)
    return (
        f"p={pattern} n={bisect_left(_LENGTHS, size)}",
        f"p={pattern} q={_marks(text)}",
        f"p={pattern} runs={min(len(candidate.content), 3)}",
        f"p={pattern} first={first[0].lower()[:12] if first else ''}",
    )


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

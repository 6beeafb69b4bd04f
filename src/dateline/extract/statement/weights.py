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
from dateline.extract.statement.clauses import Range, Syntax

_PRONOUNS = frozenset({"he", "she", "they", "it", "i", "we", "you", "who", "that", "which", "this", "these"})
# Characters past which a content counts as longer.
_LENGTHS = (6, 12, 18, 30, 48, 78, 126, 240, 480)


def cue_word(word: str) -> str:
    """A cue's dictionary form with British spelling as American: "emphasise" -> "emphasize"."""
    if len(word) > 6 and word.endswith("ise"):
        return word[:-3] + "ize"
    return word


def features(candidate: Candidate, syntax: Syntax) -> list[str]:
    """The names of what the weights look at; each is there or not."""
    head, pattern = candidate.head.i, f"p={candidate.pattern}"
    word, who = cue_word(syntax.word(head)), _who(candidate.subject)
    found = [pattern, f"w={word}", f"{pattern} w={word}", f"{pattern} s={who}", f"s={who}"]
    if candidate.subject is not None and who in ("noun", "ORG", "PERSON"):
        found.append(f"sl={syntax.lemma[candidate.subject.i]}")
    found += (f"{pattern} t={syntax.tag[head]}", f"{pattern} d={syntax.dep[head]}")
    found += [f"{pattern} m={syntax.lower[c]}" for c in syntax.children(head, "aux", "auxpass", "neg")]
    found += _shape(pattern, candidate.content, syntax.parsed.text)
    for note in candidate.extra:
        found.append(f"{pattern} x={note}")
        if note.startswith(("prep=", "of=", "mark=")):
            found.append(f"{pattern} w={word} x={note}")
    return found


def _who(subject: Token | None) -> str:
    if subject is None:
        return "none"
    if subject.lower_ in _PRONOUNS:
        return subject.lower_  # type: ignore[no-any-return]
    if subject.ent_type_ in ("PERSON", "ORG", "GPE", "NORP", "CARDINAL", "PERCENT"):
        return subject.ent_type_  # type: ignore[no-any-return]
    return "name" if subject.pos_ == "PROPN" else "noun"


def _shape(pattern: str, content: tuple[Range, ...], article: str) -> tuple[str, ...]:
    start, end = content[0]
    size = sum([b - a for a, b in content])
    text = article[start : min(end, start + 2_000)]
    words = text.split(None, 1)
    return (
        f"{pattern} n={bisect_left(_LENGTHS, size)}",
        f"{pattern} q={_marks(text)}",
        f"{pattern} runs={min(len(content), 3)}",
        f"{pattern} first={words[0].lower()[:12] if words else ''}",
    )


def _marks(text: str) -> str:
    if text[:1] in "“\"‘'«`":
        return "starts"
    return "holds" if "“" in text or '"' in text or "«" in text else "none"


@cache
def load_weights() -> dict[str, float]:
    """Feature name -> weight, as they ship."""
    table = files("dateline.extract.statement").joinpath("cues.tsv").read_text(encoding="utf-8")
    rows = (line.rpartition("\t") for line in table.splitlines() if line and not line.startswith("#"))
    return {name: float(weight) for name, _, weight in rows}


def probability(candidate: Candidate, syntax: Syntax, weights: dict[str, float]) -> float:
    """Probability, 0 to 1, that a reader would call the candidate an attribution."""
    total = weights["bias"] + sum(map(weights.get, features(candidate, syntax), repeat(0.0)))
    return 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, total))))

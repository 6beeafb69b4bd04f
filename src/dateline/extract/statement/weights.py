"""How probably a candidate is an attribution: a logistic model over named, readable features.

Fitted on the training part of PolNeAR by ``training/statement_cues.py``; the card is
docs/reference/models/statement-cues.md.
"""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Callable
from functools import cache, lru_cache
from importlib.resources import files
from itertools import repeat

from spacy.tokens import Token

from dateline.extract.statement.candidate import Candidate
from dateline.extract.statement.clauses import Range, Syntax
from dateline.extract.statement.told import Told, most

_PRONOUNS = frozenset({"he", "she", "they", "it", "i", "we", "you", "who", "that", "which", "this", "these"})
_ENTITIES = frozenset({"PERSON", "ORG", "GPE", "NORP", "CARDINAL", "PERCENT"})
_KEPT = 1 << 12  # answers kept for each group of features
# Characters past which a content counts as longer.
_LENGTHS = (6, 12, 18, 30, 48, 78, 126, 240, 480)


def cue_word(word: str) -> str:
    """A cue's dictionary form with British spelling as American: "emphasise" -> "emphasize"."""
    if len(word) > 6 and word.endswith("ise"):
        return word[:-3] + "ize"
    return word


def features(candidate: Candidate, syntax: Syntax) -> list[str]:
    """The names of what the weights look at; each is there or not."""
    head, pattern, subject = candidate.head.i, candidate.pattern, candidate.subject
    word, who = cue_word(syntax.word(head)), _who(subject)
    found = [*_of_cue(pattern, word), *_of_speaker(pattern, who)]
    if subject is not None and who in ("noun", "ORG", "PERSON"):
        found.append(f"sl={syntax.lemma[subject.i]}")
    found += _of_form(pattern, syntax.tag[head], syntax.dep[head])
    found += [f"p={pattern} m={syntax.lower[c]}" for c in syntax.children(head, "aux", "auxpass", "neg")]
    found += _of_content(pattern, candidate.content, syntax.parsed.text)
    for note in candidate.extra:
        found += _of_note(pattern, word, note)
    return found


# Kept, for a few words, tags and notes come again and again.


@lru_cache(_KEPT)
def _of_cue(pattern: str, word: str) -> tuple[str, ...]:
    return f"p={pattern}", f"w={word}", f"p={pattern} w={word}"


@lru_cache(_KEPT)
def _of_speaker(pattern: str, who: str) -> tuple[str, ...]:
    return f"p={pattern} s={who}", f"s={who}"


@lru_cache(_KEPT)
def _of_form(pattern: str, tag: str, dep: str) -> tuple[str, ...]:
    return f"p={pattern} t={tag}", f"p={pattern} d={dep}"


@lru_cache(_KEPT)
def _of_note(pattern: str, word: str, note: str) -> tuple[str, ...]:
    plain = f"p={pattern} x={note}"
    return (
        (plain, f"p={pattern} w={word} x={note}") if note.startswith(("prep=", "of=", "mark=")) else (plain,)
    )


@lru_cache(_KEPT)
def _of_shape(pattern: str, size: int, marks: str, runs: int) -> tuple[str, ...]:
    return f"p={pattern} n={size}", f"p={pattern} q={marks}", f"p={pattern} runs={runs}"


def _of_content(pattern: str, content: tuple[Range, ...], article: str) -> tuple[str, ...]:
    start, end = content[0]
    size = bisect_left(_LENGTHS, sum([b - a for a, b in content]))
    text = article[start : min(end, start + 2_000)]
    words = text.split(None, 1)
    first = f"p={pattern} first={words[0].lower()[:12] if words else ''}"
    return (*_of_shape(pattern, size, _marks(text), min(len(content), 3)), first)


def _who(subject: Token | None) -> str:
    if subject is None:
        return "none"
    word: str = subject.lower_
    if word in _PRONOUNS:
        return word
    entity: str = subject.ent_type_
    if entity in _ENTITIES:
        return entity
    return "name" if subject.pos_ == "PROPN" else "noun"


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


class Judge:
    """Tells how probably the candidates of one article are attributions."""

    def __init__(self, syntax: Syntax, told: Callable[[], Told], needed: float) -> None:
        """``told`` reads what the encoder says, when it is first wanted; what is less likely than ``needed``
        is not wanted.
        """
        self._syntax, self._read = syntax, told
        self._told: Told | None = None
        self._weights = load_weights()
        self._least = math.log(needed / (1.0 - needed))

    def probability(self, candidate: Candidate) -> float:
        """Probability, 0 to 1, that a reader would call the candidate an attribution; 0 where the encoder,
        whatever it says, could not lift it to what is needed.
        """
        weights = self._weights
        total = weights["bias"] + sum(map(weights.get, features(candidate, self._syntax), repeat(0.0)))
        if total + _most(candidate.pattern) < self._least:
            return 0.0
        if self._told is None:
            self._told = self._read()
        total += sum(map(weights.get, self._told.features(candidate), repeat(0.0)))
        return 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, total))))


@cache
def _most(pattern: str) -> float:
    return most(load_weights(), pattern)

"""Which quotation takes up the one before it: “…,” she said. “…”

A logistic model over what stands between the two and how each begins and ends, fitted on the training part
of PolNeAR by ``training/statement_run_on.py``.
"""

from __future__ import annotations

import re
from itertools import pairwise

from dateline.extract.linear import load_model
from dateline.extract.statement.clauses import Range
from dateline.extract.statement.quotes import Quote

THRESHOLD = 0.5
_MODEL = "statement-run-on.json.gz"
_FAR = 400  # characters between two quotations of one statement, at most
_MANY = 25  # words between them that are looked at
_LENGTHS = (1, 3, 6, 12, 20, 30, 50, 80, 120)  # words from which a stretch counts as longer
_WORD = re.compile(r"\w+")
_NEW_SENTENCE = re.compile(r"[.!?](?=\s+[A-Z])")
_MARKS = frozenset(",.?!;:—–-…")


def run_on(text: str, quotes: tuple[Quote, ...], blocks: tuple[Range, ...]) -> dict[int, int]:
    """Number of a quotation -> that of the one which takes it up again.

    Args:
        text: The article.
        quotes: Its quotations, in order.
        blocks: The paragraph that each quotation stands in, as characters.
    """
    model = load_model(_MODEL)
    follows: dict[int, int] = {}
    for k, (one, two) in enumerate(pairwise(quotes)):
        if two.start - one.end > _FAR:
            continue
        if model.probability(features(text, one, two, blocks[k], blocks[k + 1])) >= THRESHOLD:
            follows[k] = k + 1
    return follows


def features(text: str, one: Quote, two: Quote, first: Range, second: Range) -> list[str]:
    """The names of what the model looks at in two neighbouring quotations and their paragraphs."""
    between = text[one.end : two.start].strip()
    words = [w.lower() for w in _WORD.findall(between)]
    ends = _mark(text[one.inner_start : one.inner_end].rstrip()[-1:])
    mid = _mark(between[-1:])
    told = text[two.inner_start : two.inner_end]
    case = _case(told[:1])
    next_ends = _mark(told.rstrip()[-1:])
    after = _mark(text[two.end : min(two.end + 40, second[1])].strip()[:1])
    sentences = min(len(_NEW_SENTENCE.findall(between)), 3)
    long = _length(len(words))
    shapes = _of_paragraphs(text, one, two, first, second)
    return [
        f"ends={ends}",
        f"ends={ends} mid={mid}",
        f"mid={mid}",
        f"mid={mid} case={case}",
        f"mid={mid} next={next_ends}",
        f"ends={ends} mid={mid} case={case} next={next_ends}",
        f"n={long}",
        f"n={long} mid={mid}",
        f"sentences={sentences}",
        f"sentences={sentences} mid={mid}",
        f"after={after} next={next_ends}",
        f"after={after} mid={mid}",
        f"long={_length(len(told.split()))} mid={mid}",
        *(f"{shape} mid={mid}" for shape in shapes[:1]),
        *shapes,
        *(f"in={word}" for word in dict.fromkeys(words[:_MANY])),
        f"begin={words[0] if words else ''}",
        f"end={words[-1] if words else ''}",
    ]


def _of_paragraphs(text: str, one: Quote, two: Quote, first: Range, second: Range) -> list[str]:
    same = first == second
    alone = two.start == second[0] and not text[two.end : second[1]].strip()
    begins = one.start == first[0] and not text[one.end : first[1]].strip()
    return [
        f"same={same} closed={one.closed} alone={alone}",
        f"same={same} opens={two.start == second[0]}",
        f"same={same} closed={one.closed}",
        f"same={same} begins={begins}",
    ]


def _mark(character: str) -> str:
    """A mark as it is, else what kind of character it is."""
    if not character:
        return "none"
    if character in _MARKS:
        return character
    return "low" if character.islower() else "word" if character.isalnum() else "other"


def _case(character: str) -> str:
    return "low" if character.islower() else "up" if character.isupper() else "other"


def _length(words: int) -> int:
    return sum(words >= limit for limit in _LENGTHS)

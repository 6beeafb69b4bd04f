"""Why the gate keeps an article or passes it over."""

from __future__ import annotations

from typing import Final

from dateline.gate import SHORT_CHARS, Gate
from dateline.records import Article
from dateline.records.explanation import ExplainedGate, Judgement, Reason

_BLOCKS: Final = {"near": "beside protest words", "lead": "in the opening", "all": "in the article"}


def explained_gate(article: Article, gate: Gate, most: int) -> ExplainedGate:
    """The gate's two steps over an article, with the ``most`` strongest reasons of the second."""
    text, title = article.text or "", article.title
    verdict = gate.judge(text, title)
    words = tuple(gate.words_in(text, title))
    if not words:
        return ExplainedGate(
            kept=verdict.keep, words=(), relevance=0.0, needed=gate.threshold, reason=verdict.reason or ""
        )
    return ExplainedGate(
        kept=verdict.keep,
        words=words,
        relevance=verdict.relevance,
        needed=gate.threshold,
        reason=verdict.reason or _why_kept(text, verdict.relevance, gate.threshold),
        judgement=_judgement(gate, article, verdict.relevance, most),
    )


def _why_kept(text: str, relevance: float, needed: float) -> str:
    if relevance >= needed:
        return f"relevance {relevance:.2f} reaches {needed:.2f}"
    if len(text) <= SHORT_CHARS:
        return f"a report of at most {SHORT_CHARS} characters needs a protest word alone"
    return "it has a sure word of your codebook"


def _judgement(gate: Gate, article: Article, relevance: float, most: int) -> Judgement:
    start, added = gate.contributions(article.text or "", article.title)
    return Judgement(
        question="Does the article report a protest as its news?",
        judge=gate.model,
        chance=relevance,
        start=round(start, 2),
        reasons=tuple(Reason(_in_words(name), name, round(weight, 2)) for name, weight in added[:most]),
    )


def _in_words(name: str) -> str:
    """A feature of the gate in words.

    >>> _in_words("near:rubber bullets"), _in_words("all:^")
    ('“rubber bullets” beside protest words', 'names in the article')
    """
    block, colon, words = name.partition(":")
    if not colon:
        return name
    if words.startswith("lead_"):
        return f"“{words.removeprefix('lead_')}” in the opening"
    if words == "^":
        return f"names {_BLOCKS[block]}"
    if words[:1] == "#" and words[1:].isdigit():
        return f"figures of {words[1:]} digits {_BLOCKS[block]}"
    return f"“{words.removeprefix('_').replace('^', '(name)')}” {_BLOCKS[block]}"

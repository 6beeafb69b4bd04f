"""Stretches of text that can say what an event is for or against."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from spacy.tokens import Doc
from spacy.tokens import Span as Tokens

from dateline.parse import Parsed
from dateline.parse.words import Words

_PREPOSITIONS = frozenset("against over for about of on to at with from amid following".split())
_EMPTY_OPENERS = frozenset("of on to at with from amid following".split())  # say nothing of the stance
_CLAUSES = frozenset(("xcomp", "advcl", "acl", "ccomp", "relcl"))
_OBJECTS = frozenset(("dobj", "nsubjpass", "attr"))
_NOUNS = frozenset(("NOUN", "PROPN"))
_SIDES = ("anti-", "pro-")
_BEFORE_VERB = frozenset(("aux", "neg", "nsubj", "nsubjpass", "auxpass", "mark"))
_BREAKS = frozenset((";", "--", "—"))
_MAX_TOKENS = 22
_MIN_CHARS = 4
_TAGGED = 0.2  # chance from which words are taken into a stretch; its judge looks at it again


@dataclass(frozen=True, slots=True)
class Clause:
    """A stretch of text: ``opener`` is the word it hangs by, ``kind`` what that word is to its governor."""

    tokens: Tokens
    opener: int
    kind: str
    sentence: int


def find_clauses(parsed: Parsed, words: Words, sentences: Collection[int]) -> list[Clause]:
    """Prepositional phrases, objects, purpose and content clauses, and anti-/pro- modifiers, in order.

    Behind them the stretches that the tagger takes for issues and that are none of these. Looks at the
    sentences of these numbers alone.
    """
    inside = [(n, s) for n, s in enumerate(parsed.sentences) if n in sentences]
    clauses = [c for n, sentence in inside for c in _by_grammar(words, sentence, n)]
    known = {(c.tokens.start, c.tokens.end) for c in clauses}
    for number, sentence in inside:
        runs = parsed.tags.runs("issues", sentence.start_char, sentence.end_char, _TAGGED)
        for start, end, _ in runs:
            touched = parsed.tokens_of(parsed.span(start, end))
            first, last = _trimmed(words, touched.start, touched.end)
            tokens = parsed.doc[first:last]
            if _long_enough(tokens) and (tokens.start, tokens.end) not in known:
                clauses.append(Clause(tokens, tokens.root.i, "tagged", number))
    return clauses


def _by_grammar(words: Words, sentence: Tokens, number: int) -> list[Clause]:
    clauses, doc = [], sentence.doc
    for at in range(sentence.start, sentence.end):
        kind = _kind(words, at)
        if not kind:
            continue
        start, end = _extent(doc, words, at, kind)
        tokens = doc[start:end]
        if _long_enough(tokens):
            clauses.append(Clause(tokens, at, kind, number))
    return clauses


def _long_enough(tokens: Tokens) -> bool:
    return bool(tokens.end > tokens.start and tokens.end_char - tokens.start_char >= _MIN_CHARS)


def _kind(words: Words, at: int) -> str:
    dep, pos, lower = words.dep[at], words.pos[at], words.lower[at]
    if dep == "prep" and lower in _PREPOSITIONS:
        return "prep"
    if dep in _OBJECTS and pos in _NOUNS:
        return "object"
    if dep in _CLAUSES and pos == "VERB":
        return "clause"
    if lower.startswith(_SIDES) or (lower in ("anti", "pro") and at + 1 < len(words.lower)):
        return "modifier"
    if dep in ("compound", "amod") and (pos in _NOUNS or pos == "ADJ"):
        return "compound"
    return ""


def _extent(doc: Doc, words: Words, at: int, kind: str) -> tuple[int, int]:
    if kind == "compound":
        return at, at + 1
    if kind == "modifier":
        return at, _modifier_end(doc, at)
    if kind == "clause":
        start = _clause_start(words, at)
    elif kind == "prep":
        start = at + (words.lower[at] in _EMPTY_OPENERS)
    else:
        start = doc[at].left_edge.i
    return _trimmed(words, start, min(doc[at].right_edge.i + 1, start + _MAX_TOKENS))


def _modifier_end(doc: Doc, at: int) -> int:
    """``anti-war``, in one token or three."""
    end = at + 1
    while end < len(doc) and end < at + 4 and not doc[end - 1].whitespace_:
        end += 1
    return end


def _clause_start(words: Words, verb: int) -> int:
    return min([verb, *(c for c in words.children[verb] if words.dep[c] in _BEFORE_VERB)])


def _trimmed(words: Words, start: int, end: int) -> tuple[int, int]:
    space, punct = words.space, words.punct
    while end > start and (punct[end - 1] or space[end - 1]):
        end -= 1
    while start < end and (punct[start] or space[start] or words.dep[start] == "mark"):
        start += 1
    for at in range(start, end):
        if space[at] or (words.lower[at] in _BREAKS and at > start):
            return start, at
    return start, end

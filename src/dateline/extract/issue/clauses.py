"""Stretches of text that can say what an event is for or against."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from spacy.tokens import Doc, Token
from spacy.tokens import Span as Tokens

from dateline.parse import Parsed

_PREPOSITIONS = frozenset("against over for about of on to at with from amid following".split())
_EMPTY_OPENERS = frozenset("of on to at with from amid following".split())  # say nothing of the stance
_CLAUSES = frozenset(("xcomp", "advcl", "acl", "ccomp", "relcl"))
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


def find_clauses(parsed: Parsed, sentences: Collection[int]) -> list[Clause]:
    """Prepositional phrases, objects, purpose and content clauses, and anti-/pro- modifiers, in order.

    Behind them the stretches that the tagger takes for issues and that are none of these. Looks at the
    sentences of these numbers alone.
    """
    inside = [(n, s) for n, s in enumerate(parsed.sentences) if n in sentences]
    clauses = [c for n, sentence in inside for c in _by_grammar(sentence, n)]
    known = {(c.tokens.start, c.tokens.end) for c in clauses}
    for number, sentence in inside:
        runs = parsed.tags.runs("issues", sentence.start_char, sentence.end_char, _TAGGED)
        for start, end, _ in runs:
            tokens = _trimmed(parsed.tokens_of(parsed.span(start, end)))
            if len(tokens) and len(tokens.text) >= _MIN_CHARS and (tokens.start, tokens.end) not in known:
                clauses.append(Clause(tokens, tokens.root.i, "tagged", number))
    return clauses


def _by_grammar(sentence: Tokens, number: int) -> list[Clause]:
    clauses = []
    for token in sentence:
        kind = _kind(token)
        if not kind:
            continue
        tokens = _extent(token, kind)
        if len(tokens) and len(tokens.text) >= _MIN_CHARS:
            clauses.append(Clause(tokens, token.i, kind, number))
    return clauses


def _kind(token: Token) -> str:
    if token.dep_ == "prep" and token.lower_ in _PREPOSITIONS:
        return "prep"
    if token.dep_ in ("dobj", "nsubjpass", "attr") and token.pos_ in ("NOUN", "PROPN"):
        return "object"
    if token.dep_ in _CLAUSES and token.pos_ == "VERB":
        return "clause"
    if token.lower_.startswith(("anti-", "pro-")) or (
        token.lower_ in ("anti", "pro") and token.i + 1 < len(token.doc)
    ):
        return "modifier"
    if token.dep_ in ("compound", "amod") and token.pos_ in ("NOUN", "PROPN", "ADJ"):
        return "compound"
    return ""


def _extent(token: Token, kind: str) -> Tokens:
    doc = token.doc
    if kind == "compound":
        return doc[token.i : token.i + 1]
    if kind == "modifier":
        return doc[token.i : _modifier_end(doc, token.i)]
    start, end = token.left_edge.i, token.right_edge.i + 1
    if kind == "clause":
        start = _clause_start(token)
    elif kind == "prep":
        start = token.i + (token.lower_ in _EMPTY_OPENERS)
    return _trimmed(doc[start : min(end, start + _MAX_TOKENS)])


def _modifier_end(doc: Doc, at: int) -> int:
    """``anti-war``, in one token or three."""
    end = at + 1
    while end < len(doc) and end < at + 4 and not doc[end - 1].whitespace_:
        end += 1
    return end


def _clause_start(verb: Token) -> int:
    lefts = [c.i for c in verb.lefts if c.dep_ in ("aux", "neg", "nsubj", "nsubjpass", "auxpass", "mark")]
    return int(min([verb.i, *lefts]))


def _trimmed(tokens: Tokens) -> Tokens:
    start, end = tokens.start, tokens.end
    doc = tokens.doc
    while end > start and (doc[end - 1].is_punct or doc[end - 1].is_space):
        end -= 1
    while start < end and (doc[start].is_punct or doc[start].is_space or doc[start].dep_ == "mark"):
        start += 1
    for token in doc[start:end]:
        if token.is_space or (token.text in (";", "--", "—") and token.i > start):
            end = token.i
            break
    return doc[start:end]

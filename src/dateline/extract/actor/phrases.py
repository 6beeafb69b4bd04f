"""Noun phrases that can name an actor: groups, organisations, persons, offices."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from spacy.tokens import Span as Tokens

from dateline.parse import Parsed
from dateline.records import Name
from dateline.records.lists import NameKind

_DROPPED_FIRST = frozenset(("DET", "NUM", "PUNCT", "SPACE", "PART", "CCONJ", "SCONJ", "SYM"))
_DROPPED_WORDS = frozenset(
    "about around some over nearly almost more than at least up to many several few dozens hundreds "
    "thousands tens scores millions other another most all both such various of fellow hundred thousand "
    "million dozen the a an their his her its our local".split()
) - {"local"}
_NO_ACTORS = frozenset(
    "who which that it they he she we you i this these those what there one some many none others people "
    "something anything everyone everybody nobody".split()
)


# The labels by which features and kinds know a name's kind.
_LABELS: dict[NameKind, str] = {"person": "PERSON", "organization": "ORG", "place": "GPE", "group": "NORP"}


@dataclass(frozen=True, slots=True)
class Phrase:
    """A noun phrase: ``tokens`` without article and number, its head token's index, its sentence."""

    tokens: Tokens
    head: int
    sentence: int
    label: str  # PERSON, ORG, GPE or NORP where the head is part of a name, else ""


def find_phrases(parsed: Parsed, names: Sequence[Name]) -> list[Phrase]:
    """The article's noun phrases, each conjunct on its own and no name cut, in order."""
    named = {i: name for name in names for i in _token_range(parsed, name)}
    phrases: dict[tuple[int, int], Phrase] = {}
    for chunk in parsed.doc.noun_chunks:
        tokens = _trimmed(_after_heading(parsed, chunk))
        name = named.get(tokens.root.i)
        if name is not None:
            tokens = _widened(parsed, tokens, name)
        root = tokens.root
        if root.lower_ not in _NO_ACTORS and not root.is_space:
            label = _LABELS[name.kind] if name is not None else ""
            phrases.setdefault(
                (tokens.start, tokens.end), Phrase(tokens, root.i, parsed.sentence_of(root.i), label)
            )
    return list(phrases.values())


def _after_heading(parsed: Parsed, chunk: Tokens) -> Tokens:
    """The chunk without the words of the report's head: "LAHORE - Teachers" are teachers."""
    head = parsed.heading
    if head is None or not chunk.start_char < head.end < chunk.end_char:
        return chunk
    first = next((t.i for t in chunk if t.idx >= head.end), chunk.start)
    return chunk.doc[first : chunk.end]


def _trimmed(chunk: Tokens) -> Tokens:
    start, end = chunk.start, chunk.end
    doc = chunk.doc
    while start < end - 1 and (doc[start].pos_ in _DROPPED_FIRST or doc[start].lower_ in _DROPPED_WORDS):
        start += 1
    while end > start + 1 and (doc[end - 1].is_punct or doc[end - 1].is_space or doc[end - 1].tag_ == "POS"):
        end -= 1
    return doc[start:end]


def _token_range(parsed: Parsed, name: Name) -> range:
    span = name.evidence[0]
    return range(parsed.token_at(span.start), parsed.token_at(span.end - 1) + 1)


def _widened(parsed: Parsed, tokens: Tokens, name: Name) -> Tokens:
    """The phrase with the whole of the name that its head stands in."""
    inside = _token_range(parsed, name)
    whole = parsed.doc[min(tokens.start, inside.start) : max(tokens.end, inside.stop)]
    return _trimmed(_after_heading(parsed, whole))

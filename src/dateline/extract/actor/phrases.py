"""Noun phrases that can name an actor: groups, organisations, persons, offices."""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Span as Tokens

from dateline.parse import Parsed

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


@dataclass(frozen=True, slots=True)
class Phrase:
    """A noun phrase: ``tokens`` without article and number, its head token's index, its sentence."""

    tokens: Tokens
    head: int
    sentence: int
    label: str  # the named-entity label of the head, "" where it is no name


def find_phrases(parsed: Parsed) -> list[Phrase]:
    """The article's noun phrases, each conjunct on its own, in order."""
    phrases = []
    for chunk in parsed.doc.noun_chunks:
        tokens = _whole_name(_trimmed(chunk))
        if len(tokens) and tokens.root.lower_ not in _NO_ACTORS and not tokens.text.isspace():
            root = tokens.root
            phrases.append(Phrase(tokens, root.i, parsed.sentence_of(root.i), root.ent_type_))
    return phrases


def _trimmed(chunk: Tokens) -> Tokens:
    start, end = chunk.start, chunk.end
    doc = chunk.doc
    while start < end - 1 and (doc[start].pos_ in _DROPPED_FIRST or doc[start].lower_ in _DROPPED_WORDS):
        start += 1
    while end > start + 1 and (doc[end - 1].is_punct or doc[end - 1].is_space or doc[end - 1].tag_ == "POS"):
        end -= 1
    return doc[start:end]


def _whole_name(tokens: Tokens) -> Tokens:
    """Widen to the named entity that the phrase's head stands in, where the phrase cut it."""
    root = tokens.root
    for entity in root.sent.ents:
        if entity.start <= root.i < entity.end and (entity.start < tokens.start or entity.end > tokens.end):
            start, end = min(entity.start, tokens.start), max(entity.end, tokens.end)
            return _trimmed(tokens.doc[start:end])
    return tokens

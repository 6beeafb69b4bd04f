"""Noun phrases that can name an actor: groups, organisations, persons, offices."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from spacy.tokens import Span as Tokens
from spacy.tokens import Token

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
    name: Tokens | None = None  # the name that the head is part of


def find_phrases(parsed: Parsed, names: Sequence[Name]) -> list[Phrase]:
    """The article's noun phrases, each conjunct on its own and no name cut, and the names within them."""
    known = [(name, _whole_name(parsed, name)) for name in names]
    named = {i: pair for pair in reversed(known) for i in range(pair[1].start, pair[1].end)}
    phrases: dict[tuple[int, int], Phrase] = {}
    for chunk in parsed.doc.noun_chunks:
        tokens = _trimmed(_after_heading(parsed, chunk))
        name, words = named.get(tokens.root.i, (None, None))
        if words is not None:
            whole = parsed.doc[min(tokens.start, words.start) : max(tokens.end, words.end)]
            tokens = _trimmed(_after_heading(parsed, whole))
        _keep(phrases, _phrase(parsed, tokens, tokens.root.i, name, words))
        titled = name is not None and name.kind == "person"
        for inner in _inside(tokens):
            name, words = named.get(inner.root.i, (None, None))
            if words is not None and tokens.root.i in range(words.start, words.end):
                continue
            if inner.root.lemma_.lower() in RULERS or (
                name is not None and _may_act(name, inner.root, titled)
            ):
                _keep(phrases, _phrase(parsed, words or inner, inner.root.i, name, words))
    return sorted(phrases.values(), key=lambda p: (p.tokens.start, p.tokens.end))


def _keep(phrases: dict[tuple[int, int], Phrase], phrase: Phrase) -> None:
    root = phrase.tokens.doc[phrase.head]
    if root.lower_ not in _NO_ACTORS and not root.is_space:
        phrases.setdefault((phrase.tokens.start, phrase.tokens.end), phrase)


def _phrase(parsed: Parsed, tokens: Tokens, head: int, name: Name | None, words: Tokens | None) -> Phrase:
    label = _LABELS[name.kind] if name is not None else ""
    return Phrase(tokens, head, parsed.sentence_of(head), label, words)


# Words for those in power, who are addressed in "anti-government protests", "the regime's plans".
RULERS = frozenset("government regime junta".split())


def _inside(tokens: Tokens) -> Iterator[Tokens]:
    """Each word before the head."""
    for token in tokens:
        if token.i < tokens.root.i:
            yield tokens.doc[token.i : token.i + 1]


def _may_act(name: Name, token: Token, titled: bool) -> bool:
    """Not a nation or faith, and not the party or office before a person's name."""
    return name.kind != "group" and (not titled or token.dep_ == "poss")


_LINKS = frozenset("of for".split())


def _whole_name(parsed: Parsed, name: Name) -> Tokens:
    """The words of a name; "University of" goes on to "University of Leeds"."""
    span, doc = name.evidence[0], parsed.doc
    start, end = parsed.token_at(span.start), parsed.token_at(span.end - 1) + 1
    linked = end < len(doc) and doc[end].lower_ == "of" and end - start == 1
    if linked and name.kind == "organization" and doc[end : end + 2][-1].pos_ == "PROPN":
        end += 1  # "Congress of Traders", where only "Congress" was read
    if doc[end - 1].lower_ in _LINKS:
        while end < len(doc) and (doc[end].pos_ == "PROPN" or doc[end].text[:1].isupper()):
            end += 1
    return doc[start:end]


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

"""Candidate triggers: words of an article that can name a protest event."""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Span as Tokens
from spacy.tokens import Token

from dateline.codebook.inflect import Kind
from dateline.extract.event.lexicon import Entry, Lexicon, lexicon
from dateline.parse import Parsed
from dateline.records.lists import FormName


@dataclass(frozen=True, slots=True)
class Candidate:
    """Words that can name an event: ``tokens`` of the Doc, the lexicon's words, kind and form.

    ``root`` is the token that the rest hangs on. ``sure`` is true where the words hardly name anything else.
    Where a team's codebook gives the words, ``given`` is true, ``words`` and ``kind`` are those of a word
    that the judge knows for that form, and ``own`` is the team's name of the form, if it has one.
    """

    tokens: Tokens
    root: Token
    words: str
    kind: Kind
    form: FormName
    sure: bool
    sentence: int
    given: bool = False
    own: str | None = None


def find_candidates(parsed: Parsed, words: Lexicon | None = None) -> list[Candidate]:
    """All words of the lexicon in the text, the longest at each place, in order."""
    known = lexicon() if words is None else words
    found: list[Candidate] = []
    taken = 0
    for at, word in enumerate(parsed.lower):
        if word not in known or at < taken:
            continue
        entry = _match(parsed, at, known[word])
        if entry is None or _is_show_of(parsed, at) or _shows_something(parsed, at):
            continue
        taken = at + len(entry.sequence)
        found.append(_candidate(parsed.doc[at:taken], entry, parsed.sentence_of(at)))
    return found


def _candidate(tokens: Tokens, entry: Entry, sentence: int) -> Candidate:
    return Candidate(
        tokens, tokens.root, entry.words, entry.kind, entry.form, entry.sure, sentence, entry.given, entry.own
    )


# "a demonstration of strength" shows something; "a demonstration of workers" is one.
_SHOWN = frozenset(
    "solidarity strength support unity power force faith loyalty commitment love respect anger courage will "
    "confidence goodwill resolve defiance determination intent how what affection skill skills".split()
)


# "demonstrated why he is wanted", "a bus was demonstrated"; a crowd demonstrates its anger.
_FELT = frozenset(
    "support solidarity opposition anger outrage displeasure discontent grief resistance".split()
)


def _shows_something(parsed: Parsed, at: int) -> bool:
    """A verb "demonstrate" with an object: it shows, it does not protest."""
    if parsed.lemmas[at] != "demonstrate":
        return False
    shown = (c for c in parsed.doc[at].children if c.dep_ in ("dobj", "ccomp", "nsubjpass"))
    return any(c.lemma_.lower() not in _FELT for c in shown)


def _is_show_of(parsed: Parsed, at: int) -> bool:
    if parsed.lower[at] not in ("demonstration", "demonstrations"):
        return False
    after = parsed.lower[at + 1 : at + 5]
    return after[:1] == ("of",) and not _SHOWN.isdisjoint(after)


def _match(parsed: Parsed, at: int, entries: tuple[Entry, ...]) -> Entry | None:
    for entry in entries:
        n = len(entry.sequence)
        if n > 1:
            if parsed.lower[at : at + n] == entry.sequence:
                return entry
        elif (entry.given and entry.sure) or _fits(parsed.pos[at], parsed.doc[at].tag_, entry.kind):
            return entry  # the tagger has never seen a team's own word, so it has no say there
    return None


def _fits(pos: str, tag: str, kind: Kind) -> bool:
    if kind == "verb":
        return pos in ("VERB", "AUX") or tag.startswith("VB")
    return pos in ("NOUN", "PROPN", "ADJ", "X") or tag.startswith("NN")

"""Candidate triggers: words of an article that can name a protest event."""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Doc, Token
from spacy.tokens import Span as Tokens

from dateline.codebook.inflect import Kind
from dateline.extract.event.lexicon import Entry, Lexicon, lexicon
from dateline.parse import Parsed
from dateline.records.lists import FormName


@dataclass(frozen=True, slots=True)
class Candidate:
    """Words that can name an event: ``tokens`` of the Doc, the lexicon's words, kind and form.

    ``sure`` is true where the words hardly name anything else. Where a team's codebook gives the words,
    ``given`` is true, ``words`` and ``kind`` are those of a word that the judge knows for that form, and
    ``own`` is the team's name of the form, if it has one.
    """

    tokens: Tokens
    words: str
    kind: Kind
    form: FormName
    sure: bool
    sentence: int
    given: bool = False
    own: str | None = None

    @property
    def root(self) -> int:
        """Index of the token that the rest hangs on."""
        return int(self.tokens.root.i)


def find_candidates(parsed: Parsed, words: Lexicon | None = None) -> list[Candidate]:
    """All words of the lexicon in the text, the longest at each place, in order."""
    known, doc = lexicon() if words is None else words, parsed.doc
    found: list[Candidate] = []
    taken = 0
    for token in doc:
        if token.i < taken or token.lower_ not in known:
            continue
        entry = _match(doc, token.i, known[token.lower_])
        if entry is None or _is_show_of(doc, token.i) or _shows_something(token):
            continue
        taken = token.i + len(entry.sequence)
        found.append(_candidate(doc[token.i : taken], entry, parsed.sentence_of(token.i)))
    return found


def _candidate(tokens: Tokens, entry: Entry, sentence: int) -> Candidate:
    return Candidate(
        tokens, entry.words, entry.kind, entry.form, entry.sure, sentence, entry.given, entry.own
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


def _shows_something(token: Token) -> bool:
    """A verb "demonstrate" with an object: it shows, it does not protest."""
    if token.lemma_.lower() != "demonstrate":
        return False
    shown = (c for c in token.children if c.dep_ in ("dobj", "ccomp", "nsubjpass"))
    return any(c.lemma_.lower() not in _FELT for c in shown)


def _is_show_of(doc: Doc, at: int) -> bool:
    after = [t.lower_ for t in doc[at + 1 : at + 5]]
    return (
        doc[at].lower_ in ("demonstration", "demonstrations")
        and after[:1] == ["of"]
        and bool(_SHOWN & set(after))
    )


def _match(doc: Doc, at: int, entries: tuple[Entry, ...]) -> Entry | None:
    for entry in entries:
        n = len(entry.sequence)
        if n > 1:
            if at + n <= len(doc) and tuple(t.lower_ for t in doc[at : at + n]) == entry.sequence:
                return entry
        elif (entry.given and entry.sure) or _fits(doc[at].pos_, doc[at].tag_, entry.kind):
            return entry  # the tagger has never seen a team's own word, so it has no say there
    return None


def _fits(pos: str, tag: str, kind: Kind) -> bool:
    if kind == "verb":
        return pos in ("VERB", "AUX") or tag.startswith("VB")
    return pos in ("NOUN", "PROPN", "ADJ", "X") or tag.startswith("NN")

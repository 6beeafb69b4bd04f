"""Candidate triggers: words of an article that can name a protest event."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal

from spacy.tokens import Doc, Token
from spacy.tokens import Span as Tokens

from dateline.parse import Parsed
from dateline.records.lists import FormName

Kind = Literal["noun", "verb", "who", "phrase"]


@dataclass(frozen=True, slots=True)
class Candidate:
    """Words that can name an event: ``tokens`` of the Doc, the lexicon's words, kind and form.

    ``sure`` is true where the words hardly name anything else.
    """

    tokens: Tokens
    words: str
    kind: Kind
    form: FormName
    sure: bool
    sentence: int

    @property
    def root(self) -> int:
        """Index of the token that the rest hangs on."""
        return int(self.tokens.root.i)


@dataclass(frozen=True, slots=True)
class _Entry:
    words: str
    kind: Kind
    form: FormName
    sure: bool
    sequence: tuple[str, ...]


def find_candidates(parsed: Parsed) -> list[Candidate]:
    """All words of the lexicon in the text, the longest at each place, in order."""
    lexicon, doc = _lexicon(), parsed.doc
    found: list[Candidate] = []
    taken = 0
    for token in doc:
        if token.i < taken or token.lower_ not in lexicon:
            continue
        entry = _match(doc, token.i, lexicon[token.lower_])
        if entry is None or _is_show_of(doc, token.i) or _shows_something(token):
            continue
        end = token.i + len(entry.sequence)
        sentence = parsed.sentence_of(token.i)
        found.append(Candidate(doc[token.i : end], entry.words, entry.kind, entry.form, entry.sure, sentence))
        taken = end
    return found


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


def _match(doc: Doc, at: int, entries: tuple[_Entry, ...]) -> _Entry | None:
    for entry in entries:
        n = len(entry.sequence)
        if n > 1:
            if at + n <= len(doc) and tuple(t.lower_ for t in doc[at : at + n]) == entry.sequence:
                return entry
        elif _fits(doc[at].pos_, doc[at].tag_, entry.kind):
            return entry
    return None


def _fits(pos: str, tag: str, kind: Kind) -> bool:
    if kind == "verb":
        return pos in ("VERB", "AUX") or tag.startswith("VB")
    return pos in ("NOUN", "PROPN", "ADJ", "X") or tag.startswith("NN")


@cache
def _lexicon() -> dict[str, tuple[_Entry, ...]]:
    """Entries by the first token of each inflected form, the longest first."""
    table: dict[str, list[_Entry]] = {}
    source = files(__package__).joinpath("lexicon.tsv").read_text(encoding="utf-8")
    for line in source.splitlines():
        if not line or line.startswith("#"):
            continue
        words, kind, form, clarity = line.split("\t")
        for sequence in _inflected(words, kind):  # type: ignore[arg-type]
            table.setdefault(sequence[0], []).append(_Entry(words, kind, form, clarity == "sure", sequence))  # type: ignore[arg-type]
    return {w: tuple(sorted(es, key=lambda e: -len(e.sequence))) for w, es in table.items()}


# First words of the phrases that are verbs, with their other forms.
_IRREGULAR = {
    "take": ("takes", "took", "taking", "taken"),
    "come": ("comes", "came", "coming"),
    "hold": ("holds", "held", "holding"),
    "hit": ("hits", "hitting"),
    "set": ("sets", "setting"),
    "lay": ("lays", "laid", "laying"),
    "sit": ("sits", "sat", "sitting"),
    "shut": ("shuts", "shutting"),
    "throw": ("throws", "threw", "throwing", "thrown"),
    "strike": ("strikes", "struck", "striking"),
    "burn": ("burns", "burned", "burnt", "burning"),
}
_VERB_FIRST = frozenset(
    "take come hold hit set lay sit shut pour return fill turn wave carry shout raise chant burn down "
    "stop walk stay close stage toyi".split()
)


def _inflected(words: str, kind: Kind) -> set[tuple[str, ...]]:
    """Every inflected form of an entry as lower-case tokens, hyphens apart as the tokenizer has them."""
    first, *rest = _tokens(words)
    if kind == "verb" or (kind == "phrase" and first in _VERB_FIRST):
        firsts = {first, *_verb_forms(first)}
        return {(f, *rest) for f in firsts}
    if not rest:
        return {(first,), (_plural(first),)}
    forms = {(first, *rest), (first, *rest[:-1], _plural(rest[-1]))}
    return forms | {tuple(t for t in form if t != "-") for form in forms}


def _tokens(words: str) -> list[str]:
    return words.replace("-", " - ").split()


def _plural(noun: str) -> str:
    if noun.endswith(("ch", "sh", "s", "x")):
        return noun + "es"
    if noun.endswith("y") and noun[-2:-1] not in "aeiou":
        return noun[:-1] + "ies"
    return noun + "s"


def _verb_forms(verb: str) -> tuple[str, ...]:
    if verb in _IRREGULAR:
        return _IRREGULAR[verb]
    stem = verb.removesuffix("e")
    if verb.endswith("y") and verb[-2:-1] not in "aeiou":
        return (verb[:-1] + "ies", verb[:-1] + "ied", verb + "ing")
    doubled = verb + verb[-1] if verb in ("chat", "stop") else stem
    return (_plural(verb), doubled + "ed", doubled + "ing")

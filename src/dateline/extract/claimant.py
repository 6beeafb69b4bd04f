"""Who gives a figure: "police said", "according to organisers", "the union put the number at"."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from spacy.tokens import Token

from dateline.parse import Parsed
from dateline.records import Actor, Name
from dateline.records.lists import ActorKind

_SAYING: Final = frozenset(
    "say estimate put claim report tell announce add state confirm believe reckon count expect predict "
    "declare insist maintain note explain write tweet allege place anticipate project hope speak boast "
    "suggest assert quote cite".split()
)  # fmt: skip
_NOBODY: Final = frozenset(
    "i we it they you this that these those who which there what one he she people crowd thousands hundreds "
    "dozens protest rally march demonstration strike event number turnout estimate estimates".split()
)  # fmt: skip
_KIND_WORDS: Final[dict[ActorKind, str]] = {
    "police": "police officer officers constable sheriff policeman",
    "union": "union unions federation",
    "government": "government ministry minister official officials authorities mayor council",
    "media": "media newspaper agency reporter reporters television radio times post",
    "crowd": "witness witnesses eyewitnesses residents protesters demonstrators",
    "civil_society": "organisers organizers organiser organizer activists campaigners coalition",
}
_KINDS: Final = tuple((kind, frozenset(words.split())) for kind, words in _KIND_WORDS.items())
_CLIMB: Final = 10
_LONGEST_NAME: Final = 8  # tokens of "for the ..." behind "spokespeople" that still belong to the name


def find_claimant(parsed: Parsed, token: Token, names: Sequence[Name] = ()) -> Actor | None:
    """Who the sentence says gives the figure at ``token``; None where the article says it itself."""
    source = _speaker_behind(token) or _speaker_above(token) or _according_to(token)
    if source is None:
        return None
    if source.lower_ in {"he", "she"}:
        person = _person_before(parsed, source)
        return _actor(parsed, person[0], person[-1], names, 0.5) if person else None
    if source.lower_ in _NOBODY or source.pos_ not in {"NOUN", "PROPN"}:
        return None
    first, last = _phrase(source)
    return _actor(parsed, first, last, names, 0.75)


def _speaker_behind(token: Token) -> Token | None:
    """Police, in "the 900 expected by police"."""
    for verb in token.children:
        if verb.dep_ == "acl" and verb.lemma_.lower() in _SAYING:
            for by in verb.children:
                if by.dep_ == "agent":
                    return next((c for c in by.children if c.dep_ == "pobj"), None)
    return None


def _speaker_above(token: Token) -> Token | None:
    current = token
    for _ in range(_CLIMB):
        head = current.head
        if head.i == current.i:
            return None
        if head.pos_ in {"VERB", "AUX"} and head.lemma_.lower() in _SAYING:
            subjects = [c for c in head.children if c.dep_ == "nsubj"]
            # The counted themselves may be the subject: "thousands said they would march".
            if subjects and not _holds(subjects[0], token):
                return subjects[0]
        current = head
    return None


def _holds(top: Token, token: Token) -> bool:
    return bool(top.i == token.i or top.is_ancestor(token))


def _according_to(token: Token) -> Token | None:
    for word in token.sent:
        if word.lower_ != "according":
            continue
        for to in word.children:
            for name in to.children:
                if to.lower_ == "to" and name.dep_ == "pobj":
                    return name
        after = token.doc[word.i + 1 : min(word.i + 8, token.sent.end)]
        nouns = [t for t in after if t.pos_ in {"NOUN", "PROPN"}]
        if nouns:
            return nouns[0]
    return None


def _person_before(parsed: Parsed, pronoun: Token) -> tuple[Token, ...] | None:
    """The person named last before a pronoun, in its sentence or the two before it."""
    number = parsed.sentence_of(pronoun.i)
    start = parsed.sentences[max(0, number - 2)].start
    people = [e for e in parsed.doc[start : pronoun.i].ents if e.label_ == "PERSON"]
    return tuple(people[-1]) if people else None


def _phrase(head: Token) -> tuple[Token, Token]:
    """The noun phrase of a head without its article: a title and a name, a body's full name."""
    first = head
    for child in head.lefts:
        if child.dep_ in {"compound", "amod", "nmod", "poss", "nummod"} and child.pos_ != "NUM":
            first = min(first, child.left_edge, key=lambda t: t.i)
    while first.dep_ in {"det", "poss"} and first.i < head.i:
        first = first.nbor(1)
    last = head
    for child in head.rights:
        if child.lower_ in {"of", "for"} and child.right_edge.i - head.i <= _LONGEST_NAME:
            last = child.right_edge
        break
    return first, last


def _actor(parsed: Parsed, first: Token, last: Token, names: Sequence[Name], confidence: float) -> Actor:
    span = parsed.span(first.idx, last.idx + len(last))
    name, kind = span.quote, _kind(span.quote.lower().split(), last)
    for known in names:
        if known.evidence and known.evidence[0].overlaps(span):
            name = known.name
            kind = "person" if known.kind == "person" else kind
            break
    return Actor(name=name, kind=kind, confidence=confidence, evidence=(span,), by="claimant.attribution/1")


def _kind(words: list[str], head: Token) -> ActorKind:
    for kind, known in _KINDS:
        if known.intersection(words):
            return kind
    return "person" if head.ent_type_ == "PERSON" else "other"

"""Tense: whether the words around a token speak of the past or of what is to come."""

from __future__ import annotations

from typing import Final, Literal

from spacy.tokens import Token

Frame = Literal["past", "future"] | None

_AHEAD: Final = frozenset({"will", "'ll", "’ll", "shall", "wo"})
_MAY_BE_AHEAD: Final = frozenset({"may", "might", "can", "could", "must", "should", "would"})
_PAST: Final = frozenset({"was", "were", "had", "has", "have", "did", "been"})
_PLANNING: Final = frozenset(
    (
        "plan expect schedule intend vow threaten call urge agree decide set hope promise prepare aim due "
        "announce invite want slate propose pledge organise organize"
    ).split()
)
_SCHEDULING: Final = frozenset({"schedule", "slate", "due"})
_CLIMB: Final = 8


def frame_of(token: Token) -> Frame:
    """Whether the clause around a token speaks of the past or of what is to come; None where unclear."""
    verb = _verb_over(token)
    if verb is None:
        return None
    auxiliaries = {c.lower_ for c in verb.children if c.dep_ in {"aux", "auxpass"}}
    if auxiliaries & _AHEAD:
        return "future"
    if verb.tag_ == "VBD":
        return "past"
    if auxiliaries & _PAST and not auxiliaries & _MAY_BE_AHEAD:
        return "future" if verb.lemma_ in _SCHEDULING and token.i > verb.i else "past"
    if "to" in auxiliaries:
        return "future" if verb.head.lemma_ in _PLANNING | {"be", "go"} else None
    return "future" if _is_planned(verb, auxiliaries) else None


def _is_planned(verb: Token, auxiliaries: set[str]) -> bool:
    if auxiliaries & {"is", "are", "be"} and (verb.lemma_ in _PLANNING or verb.tag_ == "VBG"):
        return True
    return verb.lemma_ in _PLANNING and verb.tag_ in {"VBZ", "VBP", "VBG"}


def _verb_over(token: Token) -> Token | None:
    for _ in range(_CLIMB):
        if token.pos_ in {"VERB", "AUX"} or token.head.i == token.i:
            break
        token = token.head
    return token if token.pos_ in {"VERB", "AUX"} else None

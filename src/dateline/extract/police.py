"""What the police did at an event: closed language, read by rule."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Span as Tokens
from spacy.tokens import Token

from dateline.extract.occurrence import Occurrence
from dateline.extract.side import may_name_police, negated, object_of, side_of, subject_of
from dateline.parse import Parsed
from dateline.records import PoliceAction, Span
from dateline.records.ids import value_id
from dateline.records.lists import PoliceActionName

# Means that name themselves, whoever is the subject.
_MEANS: tuple[tuple[PoliceActionName, re.Pattern[str]], ...] = tuple(
    (action, re.compile(pattern, re.IGNORECASE))  # type: ignore[misc]
    for action, pattern in (
        ("tear_gas", r"\btear[- ]?gas(?:sed|sing)?\b|\bteargas(?:sed)?\b|\bgas canisters?\b"),
        ("rubber_bullets", r"\b(?:rubber|plastic|baton)(?:[- ]coated)? (?:bullets?|rounds?)\b"),
        ("water_cannon", r"\bwater[- ]cann?ons?\b|\bfire hoses?\b"),
        ("pepper_spray", r"\bpepper[- ](?:spray\w*|gas|balls?)\b"),
        ("stun_grenade", r"\b(?:stun|sound|flash|concussion|percussion)[- ](?:grenades?|bombs?)\b"
                         r"|\bflash-?bangs?\b"),
        ("live_fire", r"\blive (?:ammunition|rounds?|bullets?|fire)\b|\bwarning shots?\b"),
        ("baton_charge", r"\b(?:baton|lathi)[- ]?charg\w+\b"
                         r"|\b(?:batons|lathis|truncheons|nightsticks|sjamboks)\b"),
        ("presence", r"\b(?:heavy|strong|large|massive|big) police presence\b|\bpolice presence\b"
                     r"|\bin (?:full )?riot gear\b|\briot (?:police|squads?|officers)\b"),
    )
)  # fmt: skip
# Verbs of which the police are the subject (or the agent, or understood, where "alone" is true).
_VERBS: dict[str, PoliceActionName] = {
    "arrest": "arrests", "detain": "arrests", "apprehend": "arrests", "nab": "arrests",
    "disperse": "dispersal", "clear": "dispersal", "evict": "dispersal", "kettle": "barricade",
    "cordon": "barricade", "cordone": "barricade",  # the lemmatizer's slip for "cordoned"
    "barricade": "barricade", "block": "barricade", "seal": "barricade",
    "surround": "barricade", "beat": "baton_charge", "club": "baton_charge", "charge": "baton_charge",
    "shoot": "live_fire", "deploy": "presence", "dispatch": "presence", "station": "presence",
    "post": "presence", "monitor": "presence", "patrol": "presence",
    "guard": "presence", "watch": "presence", "negotiate": "negotiation", "escort": "escort",
    "attack": "other", "clash": "other", "confront": "other", "raid": "other", "crack": "other",
    "assault": "other", "push": "other", "scuffle": "other", "intervene": "other", "storm": "other",
}  # fmt: skip
_ALONE = frozenset(("arrest", "detain", "disperse"))
_AGAINST_POLICE = frozenset(("clash", "scuffle", "battle", "confront"))
_NOUNS: dict[str, PoliceActionName] = {
    "arrest": "arrests", "crackdown": "other", "clash": "other", "confrontation": "other",
    "cordon": "barricade",
    "scuffle": "other", "deployment": "presence", "negotiation": "negotiation", "escort": "escort",
}  # fmt: skip
# Police actions are looked for in this many sentences of the event's scope after each of its triggers.
_REACH = 12


@dataclass(frozen=True, slots=True)
class Found:
    """One action in the text: its words, the token they hang on and its sentence."""

    value: PoliceActionName
    span: Span
    sentence: int
    rule: str
    confidence: float


def find_police(parsed: Parsed) -> tuple[Found, ...]:
    """Every police action that the article's words state, in order."""
    found = [f for n, sentence in enumerate(parsed.sentences) for f in _in_sentence(parsed, n, sentence)]
    return tuple(sorted(found, key=lambda f: f.span.start))


def police_of_event(
    parsed: Parsed, occurrence: Occurrence, found: tuple[Found, ...]
) -> tuple[PoliceAction, ...]:
    """The actions told in the event's sentences; one entry an action, its clearest words first."""
    if occurrence.status.value not in ("held", "prevented"):
        return ()
    triggers = sorted({parsed.sentence_of(t.root.i) for t in occurrence.trigger})
    near = {n for n in occurrence.scope if any(-1 <= n - t <= _REACH for t in triggers)}
    actions: dict[PoliceActionName, list[Found]] = {}
    for f in found:
        if f.sentence in near:
            actions.setdefault(f.value, []).append(f)
    return tuple(_action(parsed, value, group) for value, group in actions.items())


def _action(parsed: Parsed, value: PoliceActionName, group: list[Found]) -> PoliceAction:
    first = group[0]
    return PoliceAction(
        id=value_id(parsed.article.id, f"police.{value}", first.span.start, first.span.end),
        value=value,
        confidence=max(f.confidence for f in group),
        evidence=tuple(f.span for f in group[:3]),
        by=first.rule,
    )


def _in_sentence(parsed: Parsed, number: int, sentence: Tokens) -> Iterator[Found]:
    taken: list[Span] = []
    text = sentence.text
    for action, pattern in _MEANS:
        for match in pattern.finditer(text):
            span = parsed.span(sentence.start_char + match.start(), sentence.start_char + match.end())
            if not _denied(parsed, span):
                taken.append(span)
                yield Found(action, span, number, "police.means/1", 0.9)
    police = may_name_police(t.lower_ for t in sentence)
    if not any(t.lemma_.lower() in _ALONE or (police and side_of(t) == "police") for t in sentence):
        return
    for token in sentence:
        found = _verb(parsed, number, token) or _noun(parsed, number, token)
        if found and not any(found.span.overlaps(span) for span in taken):
            yield found


def _denied(parsed: Parsed, span: Span) -> bool:
    token = parsed.tokens_of(span).root
    return any(c.lower_ == "no" for c in token.children) or negated(token.head)


def _verb(parsed: Parsed, number: int, token: Token) -> Found | None:
    lemma = token.lemma_.lower()
    action = _VERBS.get(lemma)
    if action is None or token.pos_ != "VERB" or negated(token):
        return None
    subject, object_ = subject_of(token), object_of(token)
    by_police = side_of(subject) == "police"
    alone = lemma in _ALONE and subject is None
    met = lemma in _AGAINST_POLICE and any(
        side_of(inner) == "police" for c in token.children for inner in [c, *c.children]
    )
    placed = action == "presence" and side_of(object_) == "police"
    if not (by_police or alone or met or placed) or (
        by_police and side_of(object_) == "property" and lemma == "block"
    ):
        return None
    confidence = 0.8 if by_police else 0.6
    return Found(action, _words(parsed, token, object_), number, "police.verb/1", confidence)


def _noun(parsed: Parsed, number: int, token: Token) -> Found | None:
    action = _NOUNS.get(token.lemma_.lower())
    if action is None or token.pos_ != "NOUN" or any(c.lower_ == "no" for c in token.children):
        return None
    near = [*token.children, *(inner for c in token.children for inner in c.children), token.head]
    told = any(side_of(t) == "police" for t in near) or (
        action == "arrests" and token.head.lemma_ in ("make", "lead")
    )
    return Found(action, parsed.token(token), number, "police.noun/1", 0.6) if told else None


def _words(parsed: Parsed, verb: Token, object_: Token | None) -> Span:
    """The verb with its object where that stands close by."""
    if object_ is None or abs(object_.i - verb.i) > 8:
        return parsed.token(verb)
    first, last = min(verb.i, object_.left_edge.i), max(verb.i, object_.i)
    return parsed.words(parsed.doc[first : last + 1])

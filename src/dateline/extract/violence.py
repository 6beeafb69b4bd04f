"""Who used force against whom, and what was damaged: closed language, read by rule."""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Token

from dateline.extract.occurrence import Occurrence
from dateline.extract.side import negated, object_of, side_of, subject_of
from dateline.parse import Parsed
from dateline.records import Damage, Span, Violence
from dateline.records.ids import value_id
from dateline.records.lists import ViolenceKind, ViolenceSide

_KINDS: dict[str, ViolenceKind] = {
    "throw": "objects", "hurl": "objects", "pelt": "objects", "lob": "objects", "stone": "objects",
    "torch": "arson", "burn": "arson", "petrol-bomb": "arson", "firebomb": "arson",
    "beat": "assault", "assault": "assault", "punch": "assault", "kick": "assault", "stab": "assault",
    "attack": "assault", "manhandle": "assault", "club": "assault",
    "shoot": "firearm", "loot": "looting", "ransack": "looting", "plunder": "looting",
    "smash": "vandalism", "vandalise": "vandalism", "vandalize": "vandalism", "damage": "vandalism",
    "destroy": "vandalism", "deface": "vandalism", "overturn": "vandalism", "topple": "vandalism",
    "trash": "vandalism", "clash": "clash", "scuffle": "clash", "brawl": "clash",
}  # fmt: skip
_MISSILES = frozenset(
    "stone stones rock rocks bottle bottles brick bricks missile missiles petrol-bomb petrol bomb bombs "
    "molotov cocktail cocktails projectile projectiles object objects egg eggs firework fireworks "
    "debris".split()
)
# These words are violence only where their object is a thing or a person hit by one.
_NEEDS_OBJECT = frozenset("burn destroy damage shoot beat attack throw hurl lob topple".split())
_DAMAGE = frozenset(("arson", "vandalism", "looting"))
_FIRE = frozenset(("fire", "alight", "ablaze"))
_REACH = 12


@dataclass(frozen=True, slots=True)
class Found:
    """One use of force in the text."""

    side: ViolenceSide
    against: ViolenceSide
    kind: ViolenceKind
    span: Span
    sentence: int
    damage: Span | None


def find_violence(parsed: Parsed) -> tuple[Found, ...]:
    """Every use of force that the article's words state, in order."""
    return tuple(f for t in parsed.doc if t.pos_ == "VERB" and (f := _read(parsed, t)))


def violence_of_event(
    parsed: Parsed, occurrence: Occurrence, found: tuple[Found, ...]
) -> tuple[tuple[Violence, ...], tuple[Damage, ...]]:
    """Force and damage told in the event's sentences."""
    if occurrence.status.value != "held":
        return (), ()
    triggers = {parsed.sentence_of(t.root.i) for t in occurrence.trigger}
    near = [
        f
        for f in found
        if f.sentence in occurrence.scope and any(-1 <= f.sentence - t <= _REACH for t in triggers)
    ]
    violence = tuple(_violence(parsed, f) for f in near)
    damage = tuple(_damage(parsed, f.damage) for f in near if f.damage is not None)
    return violence, damage


def _read(parsed: Parsed, verb: Token) -> Found | None:
    lemma = verb.lemma_.lower()
    kind = "arson" if lemma == "set" and _sets_fire(verb) else _KINDS.get(lemma)
    if kind is None or negated(verb):
        return None
    object_ = object_of(verb)
    target = _target(verb, object_, kind)
    if lemma in _NEEDS_OBJECT and (object_ is None or not _fits(kind, object_, target)):
        return None
    side = side_of(subject_of(verb))
    if side not in ("police", "protesters", "counter_protesters"):
        side = "unknown"
    if (
        kind == "firearm"
        and side != "police"
        and target not in ("protesters", "police", "counter_protesters")
    ):
        return None
    span = _words(parsed, verb, object_)
    damage = span if kind in _DAMAGE and target == "property" else None
    return Found(side, target, kind, span, parsed.sentence_of(verb.i), damage)


def _sets_fire(verb: Token) -> bool:
    """Fire was set to something: "set fire to cars", "set two cars on fire", "set alight"."""
    near = [*verb.children, *(inner for c in verb.children for inner in c.children)]
    return any(t.lower_ in _FIRE for t in near)


def _target(verb: Token, object_: Token | None, kind: ViolenceKind) -> ViolenceSide:
    """The side hit: where things are thrown, the people behind "at"; else the object."""
    preps = [
        c
        for c in verb.children
        if c.dep_ == "prep" and c.lower_ in ("at", "with", "on", "to", "against", "into")
    ]
    behind = [side_of(inner) for c in preps for inner in c.children if inner.dep_ == "pobj"]
    known = [side for side in behind if side != "unknown"]
    if kind in ("objects", "clash", "arson") and known:
        return known[0]
    return side_of(object_)


def _fits(kind: ViolenceKind, object_: Token, target: ViolenceSide) -> bool:
    return target != "unknown" or (kind == "objects" and object_.lower_ in _MISSILES)


def _words(parsed: Parsed, verb: Token, object_: Token | None) -> Span:
    if object_ is None or abs(object_.i - verb.i) > 8:
        return parsed.token(verb)
    first, last = min(verb.i, object_.left_edge.i), max(verb.i, object_.i)
    return parsed.words(parsed.doc[first : last + 1])


def _violence(parsed: Parsed, found: Found) -> Violence:
    return Violence(
        id=value_id(parsed.article.id, f"violence.{found.kind}", found.span.start, found.span.end),
        side=found.side,
        against=found.against,
        kind=found.kind,
        confidence=0.6 if found.side == "unknown" else 0.75,
        evidence=(found.span,),
        rule="violence.verb/1",
    )


def _damage(parsed: Parsed, span: Span) -> Damage:
    return Damage(
        id=value_id(parsed.article.id, "damage", span.start, span.end),
        words=span.quote,
        confidence=0.7,
        evidence=(span,),
        by="violence.damage/1",
    )

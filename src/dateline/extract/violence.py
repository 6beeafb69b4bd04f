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

_WORDS: dict[ViolenceKind, str] = {
    "objects": "throw hurl pelt lob stone",
    "arson": "torch burn petrol-bomb firebomb raze gut",
    "assault": "beat assault punch kick stab attack manhandle club",
    "firearm": "shoot",
    "looting": "loot ransack plunder",
    "vandalism": "smash vandalise vandalize damage destroy deface overturn topple trash break wreck demolish "
    "tear knock splash",
    "clash": "clash scuffle brawl",
}
_KINDS = {word: kind for kind, words in _WORDS.items() for word in words.split()}
_MISSILES = frozenset(
    "stone stones rock rocks bottle bottles brick bricks missile missiles petrol-bomb petrol bomb bombs "
    "molotov cocktail cocktails projectile projectiles object objects egg eggs firework fireworks "
    "debris".split()
)
# These words are violence only where their object is a thing or a person hit by one.
_NEEDS_OBJECT = frozenset(
    "break tear knock splash burn destroy damage shoot beat attack throw hurl lob topple".split()
)
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
    doc, pos = parsed.doc, parsed.pos
    verbs = [
        _read(parsed, doc[at], lemma)
        for at, lemma in enumerate(parsed.lemmas)
        if (lemma in _KINDS or lemma == "set") and pos[at] == "VERB"
    ]
    nouns = [
        _named(parsed, doc[at], word)
        for at, word in enumerate(parsed.lower)
        if (word in _NOUNS or word == "damage") and pos[at] == "NOUN"
    ]
    return tuple(sorted((f for f in (*verbs, *nouns) if f is not None), key=lambda f: f.span.start))


# Force told by a noun alone, and "damage to two shops".
_NOUNS: dict[str, ViolenceKind] = {"looting": "looting", "arson": "arson", "vandalism": "vandalism"}


def _named(parsed: Parsed, noun: Token, word: str) -> Found | None:
    to = next((c for c in noun.children if c.lower_ == "to" and c.dep_ == "prep"), None)
    kind = "vandalism" if word == "damage" and to is not None else _NOUNS.get(word)
    if kind is None or any(c.lower_ == "no" for c in noun.children) or noun.dep_ == "compound":
        return None
    last = to.right_edge.i if word == "damage" and to is not None else noun.i
    span = parsed.words(parsed.doc[noun.i : min(last, noun.i + 8) + 1])
    return Found("unknown", "property", kind, span, parsed.sentence_of(noun.i), span)


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
    damage = tuple(_damage(parsed, f, f.damage) for f in near if f.damage is not None)
    return violence, damage


def _read(parsed: Parsed, verb: Token, lemma: str) -> Found | None:
    kind = "arson" if lemma == "set" and _sets_fire(verb) else _KINDS.get(lemma)
    if kind is None or negated(verb):
        return None
    object_ = object_of(verb)
    target = _target(verb, object_, kind)
    if lemma in _NEEDS_OBJECT and (object_ is None or not _fits(kind, object_, target)):
        return None
    subject = subject_of(verb)
    side = side_of(subject)
    if side not in ("police", "protesters", "counter_protesters"):
        # Whoever clashes with the police or stones them ("traders", "fishermen") does so as the crowd.
        crowd = subject is not None and target == "police" and kind in ("clash", "objects")
        side = "protesters" if crowd and subject is not None and subject.pos_ == "NOUN" else "unknown"
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
    return any(t.lower_ in _FIRE or (t.lower_ == "fires" and t.dep_ == "dobj") for t in near)


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


def _confidence(found: Found) -> float:
    return 0.6 if found.side == "unknown" else 0.75


def _violence(parsed: Parsed, found: Found) -> Violence:
    return Violence(
        id=value_id(parsed.article.id, f"violence.{found.kind}", found.span.start, found.span.end),
        side=found.side,
        against=found.against,
        kind=found.kind,
        confidence=_confidence(found),
        evidence=(found.span,),
        rule="violence.verb/1",
    )


def _damage(parsed: Parsed, found: Found, span: Span) -> Damage:
    return Damage(
        id=value_id(parsed.article.id, "damage", span.start, span.end),
        words=span.quote,
        confidence=_confidence(found),
        evidence=(span,),
        by="violence.damage/1",
    )

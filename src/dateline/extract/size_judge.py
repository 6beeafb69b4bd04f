"""What the judge of sizes looks at: a counted number, and the number beside an event and its rivals."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import log10
from typing import Final

from spacy.tokens import Token

from dateline.extract.counted import Counted
from dateline.extract.occurrence import Occurrence
from dateline.extract.size_grammar import (
    COMING,
    CROWD_WORDS,
    DRAWING,
    ESTIMATING,
    EXPECTING,
    GATHERING,
    OTHER_DEEDS,
    OTHER_MEETINGS,
    PEOPLE,
    PROTEST_WORDS,
    PROTESTERS,
    WHOLES,
    befalls,
)
from dateline.parse import Parsed

# Numbers further than this from an event's words, in sentences before and behind, are not looked at.
MAX_BEFORE: Final = 12
MAX_BEHIND: Final = 14
_PAST: Final = frozenset("last previous earlier ago before past former similar since".split())
_STEPS: Final = 6


@dataclass(frozen=True, slots=True)
class FoundNumber:
    """A counted number that may be the size of some event.

    Attributes:
        counted: The number in its sentence.
        sentence: Number of that sentence.
        surety: What the rules of grammar alone make of it, 0.0 where they do not take it for a size.
        features: What does not depend on the event.
    """

    counted: Counted
    sentence: int
    surety: float
    features: tuple[str, ...]


def number_features(parsed: Parsed, counted: Counted, surety: float) -> tuple[str, ...]:
    """Features of a number that do not depend on the event."""
    quantity, noun, verb = counted.quantity, counted.noun, counted.verb
    kind, deed = _kind(noun), _deed(verb)
    doc, token = counted.token.doc, counted.token
    before = doc[token.i - 1].lower_ if token.i else ""
    last = parsed.token_at(quantity.end - 1)
    after = doc[last + 1].lower_ if last + 1 < len(doc) else ""
    reading = quantity.reading
    largest = reading.high or reading.low or 0
    features = [
        f"rule={surety}",
        f"ruled={surety > 0}",
        f"kind={kind}",
        f"kind={kind}|{deed}|{counted.role}",
        f"deed={deed}|{counted.role}",
        f"role={counted.role}",
        f"bound={reading.bound}",
        f"harmed={befalls(counted)}",
        f"magnitude={int(2 * log10(largest)) if largest else -1}",
        f"small={largest < 10}|{kind}",
        f"entity={token.ent_type_}",
        f"digits={token.is_digit}|{kind}",
        f"before={before}",
        f"brackets={before == '(' and after == ')'}",
        f"meeting={_speaks(counted, OTHER_MEETINGS)}",
        f"there={verb is not None and any(c.dep_ == 'expl' for c in verb.children)}",
        f"after={after}",
        f"position={min(parsed.sentence_of(token.i) // 3, 4)}",
        f"speaks={_speaks(counted, PROTEST_WORDS)}",
        f"crowd={_speaks(counted, CROWD_WORDS)}|{kind == 'none'}",
    ]
    if noun is not None:
        features += [f"noun={noun.lemma_.lower()}", f"nountag={noun.tag_}", f"nounent={noun.ent_type_}"]
    if counted.whole is not None:
        whole = counted.whole.lemma_.lower()
        features += [f"whole={whole}", f"wholes={whole in WHOLES}"]
    if verb is not None:
        features += [
            f"verb={verb.lemma_.lower()}|{counted.role}",
            f"up={verb.dep_}|{verb.head.lemma_.lower()}",
        ]
        features.append(f"expected={_is_expected(verb)}")
        features.append(f"negated={any(c.dep_ == 'neg' for c in verb.children)}")
    for child in counted.head.children:
        if child.dep_ in {"acl", "relcl"}:
            features += [f"clause={_deed(child)}", f"clause={child.lemma_.lower()}"]
        elif child.dep_ in {"amod", "compound"}:
            features.append(f"mod={child.lower_}")
    return tuple(features)


def _kind(noun: Token | None) -> str:
    """What sort of thing is counted."""
    if noun is None:
        return "none"
    lemma = noun.lemma_.lower()
    if lemma.split("-")[-1] in PROTESTERS:
        return "protesters"
    if lemma in PEOPLE or noun.ent_type_ == "NORP":
        return "people"
    return "whole" if lemma in WHOLES else "plural" if noun.tag_ in {"NNS", "NNPS"} else "thing"


def _deed(verb: Token | None) -> str:
    """What sort of thing the counted do."""
    if verb is None:
        return "none"
    lemma = verb.lemma_.lower()
    for name, words in _DEEDS.items():
        if lemma in words:
            return name
    return "other"


_DEEDS: Final = {
    "gather": GATHERING, "expect": EXPECTING, "draw": DRAWING, "estimate": ESTIMATING,
    "otherwise": OTHER_DEEDS,
}  # fmt: skip


def _speaks(counted: Counted, words: frozenset[str]) -> bool:
    verb = counted.verb if counted.verb is not None else counted.head
    return any(t.lemma_.lower() in words for t in verb.subtree)


def _is_expected(verb: Token | None) -> bool:
    if verb is None:
        return False
    return any(c.lower_ in COMING for c in verb.children) or verb.lemma_.lower() in EXPECTING


# ---- beside an event


@dataclass(frozen=True, slots=True)
class Place:
    """Where an event's words stand: the tokens that head its triggers, with their sentences."""

    occurrence: Occurrence
    roots: tuple[Token, ...]
    sentences: tuple[int, ...]
    covered: frozenset[int]

    @classmethod
    def of(cls, parsed: Parsed, occurrence: Occurrence) -> Place:
        """Look an event's words up in the parse."""
        roots = tuple(t.root for t in occurrence.trigger)
        covered = frozenset(i for t in occurrence.trigger for i in range(t.start, t.end))
        return cls(occurrence, roots, tuple(parsed.sentence_of(r.i) for r in roots), covered)

    def distance(self, number: FoundNumber) -> tuple[int, int]:
        """Sentences to the nearest trigger, then tokens; what comes before an event counts as farther."""
        at = number.counted.token.i
        return min(
            (2 * apart if apart >= 0 else 1 - 2 * apart, abs(at - root.i))
            for root, apart in zip(self.roots, self._apart(number), strict=True)
        )

    def apart(self, number: FoundNumber) -> int:
        """Sentences from the nearest trigger to the number; below 0 where the number comes first."""
        return min(self._apart(number), key=lambda n: (abs(n), n < 0))

    def _apart(self, number: FoundNumber) -> list[int]:
        return [number.sentence - s for s in self.sentences]


def is_near(place: Place, number: FoundNumber) -> bool:
    """Whether a number is near enough to an event to be looked at."""
    return -MAX_BEFORE <= place.apart(number) <= MAX_BEHIND


def pair_features(place: Place, number: FoundNumber, rivals: Sequence[Place]) -> list[str]:
    """Features of a number and an event together; ``rivals`` are the article's other events."""
    counted, occurrence = number.counted, place.occurrence
    apart, ruled = place.apart(number), number.surety > 0
    near = _bucket(apart)
    own = place.distance(number)
    others = [rival.distance(number) for rival in rivals]
    best = min(others, default=None)
    rank = "alone" if best is None else "nearest" if own < best else "level" if own == best else "behind"
    closer = sum(o < own for o in others)
    taken = any(number.sentence in rival.sentences for rival in rivals)
    scoped = number.sentence in occurrence.scope
    features = [
        f"apart={near}",
        f"apart={near}|ruled={ruled}",
        f"apart={near}|rank={rank}",
        f"apart={near}|taken={taken}",
        f"rank={rank}|ruled={ruled}",
        f"closer={min(closer, 3)}",
        f"events={min(len(rivals), 4)}|apart={near}",
        f"scope={scoped}|ruled={ruled}",
        f"scope={scoped}|apart={near}|rank={rank}",
        f"main={occurrence.main}|past={_is_past(counted)}",
        f"status={occurrence.status.value}|expected={_is_expected(counted.verb)}",
        f"form={occurrence.form.value}|kind={_kind(counted.noun)}",
        f"split={occurrence.at is not None}|apart={near}",
    ]
    hang = _hangs(counted, place)
    features += [f"hang={hang}", f"hang={hang}|ruled={ruled}", f"hang={hang}|{counted.role}"]
    if not apart:
        features.append(f"tokens={min(own[1] // 4, 6)}|rank={rank}")
        features.append(f"between={_is_between(number, place, rivals)}|rank={rank}")
    return features


def _bucket(apart: int) -> int:
    """Sentences apart, the farther the coarser: -6, -3, -2 to 2, 3, 6."""
    if abs(apart) < 3:
        return apart
    return (3 if abs(apart) < 6 else 6) * (1 if apart > 0 else -1)


def _is_past(counted: Counted) -> bool:
    return any(t.lower_ in _PAST for t in counted.token.sent)


def _is_between(number: FoundNumber, place: Place, rivals: Sequence[Place]) -> bool:
    """Whether another event's word stands between the number and the event's nearest word."""
    at = number.counted.token.i
    nearest = min((r.i for r in place.roots), key=lambda i: abs(i - at))
    low, high = sorted((at, nearest))
    return any(low < root.i < high for rival in rivals for root in rival.roots)


def _hangs(counted: Counted, place: Place) -> str:
    """How the number hangs on the event's words: their subject or object, part of them, beside them."""
    if counted.token.i in place.covered or counted.head.i in place.covered:
        return "within"
    if counted.whole is not None and counted.whole.i in place.covered:
        return "made"
    if counted.verb is not None and counted.verb.i in place.covered:
        return "verb"
    token, above = counted.head, []
    for _ in range(_STEPS):
        if token.head.i == token.i:
            break
        token = token.head
        above.append(token.i)
        if token.i in place.covered:
            return f"under{min(len(above), 3)}"
    roots = [root for root in place.roots if root.sent.start == counted.token.sent.start]
    if any(root.head.i in above or root.head.head.i in above for root in roots):
        return "beside"
    if any(counted.head.is_ancestor(root) for root in roots):
        return "over"
    return "near" if roots else "no"

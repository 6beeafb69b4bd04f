"""Why a person should look at a mention before its values are used.

Each reason is a rule over the finished mention; none changes a value. What each means and how often
it fires: docs/explanation/review.md; why these rules: docs/decisions/0077-review-reasons.md.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import combinations
from typing import Final, Literal

from dateline.records import Actor, Count, Mention, Size
from dateline.records.lists import ActorKind, ReviewReason

Side = Literal["protesters", "authorities"]

LOW_CONFIDENCE: Final = 0.5
LOW_PLACE_CONFIDENCE: Final = 0.35
"""Of a place: its confidence counts both that the name is this place and that the event was there."""
AMBIGUOUS_SHARE: Final = 0.1
"""Share of the belief from which another place of the name makes the choice doubtful."""

_SIDES: Final[dict[ActorKind, Side]] = {
    "police": "authorities",
    "military": "authorities",
    "government": "authorities",
    "union": "protesters",
    "party": "protesters",
    "student_group": "protesters",
    "civil_society": "protesters",
    "armed_group": "protesters",
}
_PROTEST_WORDS = re.compile(
    r"\b(?:organi[sz]er|activist|campaigner|protest(?:e|o)r|demonstrator|striker|union)s?\b", re.IGNORECASE
)
_STATE_WORDS = re.compile(
    r"\b(?:police|officer|minister|ministry|mayor|governor|sheriff|army|authorities)\b", re.IGNORECASE
)
# Those who count the hurt and the dead because they treat them are no side in the matter.
_CARERS = re.compile(
    r"\b(?:hospital|health|medic(?:s|al)?|doctors?|ambulance|paramedics?|morgue|red (?:cross|crescent))\b",
    re.IGNORECASE,
)


def reasons_for(mention: Mention) -> tuple[ReviewReason, ...]:
    """The reasons that hold for a finished mention, in the order of the closed list."""
    return tuple(reason for reason, holds in _RULES.items() if holds(mention))


def date_published(mention: Mention) -> bool:
    """Whether the date rests on the day of publication alone."""
    return mention.date is not None and mention.date.basis == "published"


def sizes_conflict(mention: Mention) -> bool:
    """Whether two claims of the turnout exclude each other, or two named sides differ on the harmed."""
    turnout = [size for size in mention.sizes if size.of == "turnout"]
    if any(_exclude(one, other) for one, other in combinations(turnout, 2)):
        return True
    tolls = (mention.arrested, mention.injured, mention.killed)
    return any(_contradict(*pair) for counts in tolls for pair in combinations(counts, 2))


def place_ambiguous(mention: Mention) -> bool:
    """Whether another place of the same name, elsewhere, has a tenth of the belief or more."""
    place = mention.place
    return place is not None and any(other.share >= AMBIGUOUS_SHARE for other in place.alternatives)


def low_confidence(mention: Mention) -> bool:
    """Whether the form, status or date is under 0.5, or the place under 0.35."""
    values = (mention.form, mention.status, mention.date)
    if any(value is not None and value.confidence < LOW_CONFIDENCE for value in values):
        return True
    return mention.place is not None and mention.place.confidence < LOW_PLACE_CONFIDENCE


def single_source(mention: Mention) -> bool:
    """Whether the turnout, or a toll of the killed or injured, stands on the word of one side alone.

    Of arrests the police are the source in the nature of things: only the protesters' word alone counts.
    """
    turnout = [size for size in mention.sizes if size.of == "turnout"]
    if any(_one_side(mention, values) for values in (turnout, mention.killed, mention.injured)):
        return True
    return _one_side(mention, mention.arrested) == "protesters"


_RULES: Final[dict[ReviewReason, Callable[[Mention], bool]]] = {
    "date_published": date_published,
    "sizes_conflict": sizes_conflict,
    "place_ambiguous": place_ambiguous,
    "low_confidence": low_confidence,
    "single_source": single_source,
}


def _exclude(one: Size | Count, other: Size | Count) -> bool:
    lows = [claim.low or 0 for claim in (one, other)]
    highs = [float("inf") if claim.high is None else claim.high for claim in (one, other)]
    return max(lows) > min(highs)


def _contradict(one: Count, other: Count) -> bool:
    """Whether two claimants differ on one toll; without two claimants they may be two groups of people."""
    if one.claimant is None or other.claimant is None or one.claimant.name == other.claimant.name:
        return False
    return (one.who, one.about) == (other.who, other.about) and _exclude(one, other)


def _one_side(mention: Mention, claims: tuple[Count, ...] | list[Size]) -> Side | None:
    """The side that makes every one of these claims; None where there are none, or anybody else makes one."""
    sides = {_side(claim.claimant, mention) for claim in claims}
    return sides.pop() if len(sides) == 1 else None


def _side(claimant: Actor | None, mention: Mention) -> Side | None:
    if claimant is None:
        return None
    words = " ".join(_words(claimant))
    if _CARERS.search(words):
        return None
    if claimant.name in {actor.name for actor in (*mention.organizers, *mention.participants)}:
        return "protesters"
    if claimant.kind in _SIDES:
        return _SIDES[claimant.kind]
    if _STATE_WORDS.search(words):
        return "authorities"
    return "protesters" if _PROTEST_WORDS.search(words) else None


def _words(actor: Actor) -> Iterator[str]:
    yield from (part for part in (actor.name, actor.role, actor.affiliation) if part)

"""ACLED's sub-event of a mention: the ladder from a peaceful protest to mob violence.

Source: ACLED's codebook (acleddata.com/methodology/acled-codebook, rules since October 2024), restated in
our own words. What each rung reads, and what is lost, is in docs/reference/acled-ladder.md; why in
docs/decisions/0094-acled-ladder.md.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final, Literal

from dateline.records import Count, Mention, Violence
from dateline.records.lists import FormName, PoliceActionName

AcledSubEvent = Literal[
    "Peaceful protest",
    "Protest with intervention",
    "Excessive force against protesters",
    "Violent demonstration",
    "Mob violence",
]

# Below this many people ACLED knows no protest.
LEAST_PEOPLE: Final = 3
# Work or custom withheld; by themselves nobody demonstrates.
_WITHHELD: Final[frozenset[FormName]] = frozenset(
    ("strike", "walkout", "shutdown", "boycott", "hunger_strike")
)
_GATHERINGS: Final[frozenset[FormName]] = frozenset(
    ("rally", "march", "demonstration", "vigil", "picket", "sit_in", "occupation", "blockade", "motorcade")
)
# What police may do with a protest staying peaceful and let be; all else is an attempt to suppress it.
_LETTING_BE: Final[frozenset[PoliceActionName]] = frozenset(
    ("presence", "barricade", "negotiation", "escort")
)
_SYMBOLIC: Final = re.compile(
    r"\b(?:effig(?:y|ies)|flags?|portraits?|posters?|photo(?:graph)?s?|shoes?)\b", re.IGNORECASE
)
_SERIOUS: Final = re.compile(
    r"\b(?:hospitali[sz]ed|hospitals?|shot|gunshots?|bullets?|critical(?:ly)?|serious(?:ly)?|severe(?:ly)?"
    r"|maimed|stab(?:bed)?)\b",
    re.IGNORECASE,
)


def acled_sub_event(mention: Mention) -> AcledSubEvent | None:
    """The rung of ACLED's ladder that a mention stands on; None where ACLED has no protest or riot.

    The first of these that holds is the answer:

    1. It was not held, or fewer than three people took part: None.
    2. People of the crowd were violent: ``Violent demonstration`` where they demonstrated, else
       ``Mob violence``.
    3. Work or custom was withheld and nobody is told to have gathered: None.
    4. Protesters were killed, shot at or seriously hurt: ``Excessive force against protesters``.
    5. Protesters were arrested, or police or others used force on them: ``Protest with intervention``.
    6. ``Peaceful protest``.
    """
    if mention.status.value != "held" or _too_few(mention):
        return None
    if mention.form.value == "riot" or any(map(_is_crowd_violence, mention.violence)):
        return "Violent demonstration" if _is_demonstration(mention) else "Mob violence"
    if mention.form.value in _WITHHELD and not _gathered(mention):
        return None
    if _met_with_excessive_force(mention):
        return "Excessive force against protesters"
    return "Protest with intervention" if _met_with_intervention(mention) else "Peaceful protest"


def _too_few(mention: Mention) -> bool:
    known = [s.high for s in mention.sizes if s.of == "turnout"]
    return bool(known) and all(high is not None and high < LEAST_PEOPLE for high in known)


def _gathered(mention: Mention) -> bool:
    return not _GATHERINGS.isdisjoint((mention.form.value, *mention.form.also))


def _is_demonstration(mention: Mention) -> bool:
    """A riot is one where the article also names a gathering, or says what it was for or against."""
    if mention.form.value == "riot":
        return _gathered(mention) or bool(mention.issues)
    return mention.form.value not in _WITHHELD or _gathered(mention)


def _is_crowd_violence(violence: Violence) -> bool:
    """Whether the crowd was violent; a clash is both sides', whoever is named first."""
    if violence.kind == "clash":
        return True
    if violence.side == "unknown":
        return violence.against in ("property", "police") and not _is_symbolic(violence)
    return violence.side in ("protesters", "counter_protesters") and not _is_symbolic(violence)


def _is_symbolic(violence: Violence) -> bool:
    """Burning an effigy or throwing a shoe is not violence to ACLED."""
    return violence.kind in ("arson", "objects", "vandalism") and any(
        _SYMBOLIC.search(span.quote) for span in violence.evidence
    )


def _met_with_excessive_force(mention: Mention) -> bool:
    if any(action.value == "live_fire" for action in mention.police):
        return True
    if any(v.kind == "firearm" and v.against == "protesters" for v in mention.violence):
        return True
    return any(_of_protesters(mention.killed)) or any(map(_is_serious, _of_protesters(mention.injured)))


def _of_protesters(counts: Iterable[Count]) -> Iterable[Count]:
    """The counts of protesters, and those that do not say of whom."""
    return (count for count in counts if count.who in ("protester", "unknown"))


def _is_serious(count: Count) -> bool:
    return any(_SERIOUS.search(words) for words in (count.words, *(span.quote for span in count.evidence)))


def _met_with_intervention(mention: Mention) -> bool:
    if any(action.value not in _LETTING_BE for action in mention.police):
        return True
    if any(v.against == "protesters" for v in mention.violence):
        return True
    return any(_of_protesters(mention.arrested))

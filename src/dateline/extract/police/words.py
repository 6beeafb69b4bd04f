"""The language of police action: which words say what was done."""

from __future__ import annotations

from typing import Final

from dateline.extract.signed import Signed
from dateline.records.lists import PoliceActionName


def _signed(*rows: tuple[PoliceActionName, str, str]) -> tuple[tuple[PoliceActionName, Signed], ...]:
    return tuple((action, Signed.of(signs, pattern)) for action, signs, pattern in rows)


# Means that name themselves, whoever is the subject.
MEANS: Final = _signed(
    ("tear_gas", "tear,gas canister",
     r"\btear[- ]?(?:gas|smoke)(?:sed|sing)?\b|\bteargas(?:sed)?\b|\bgas canisters?\b"),
    ("rubber_bullets", "rubber,plastic,baton,pellet gun",
     r"\b(?:rubber|plastic|baton)(?:[- ]coated)? (?:bullets?|rounds?)\b|\bpellet guns?\b"),
    ("water_cannon", "water,fire hose", r"\bwater[- ]?cann?ons?\b|\bfire hoses?\b"),
    ("pepper_spray", "pepper", r"\bpepper[- ]?(?:spray\w*|gas|balls?)\b"),
    ("stun_grenade", "grenade,bomb,flash,blast ball",
     r"\b(?:stun|sound|flash|concussion|percussion)[- ](?:grenades?|bombs?)\b"
     r"|\bflash-?bangs?\b|\bblast balls?\b"),
    ("live_fire", "live,shot,fire,gunned",
     r"\blive (?:and rubber )?(?:ammunition|ammo|rounds?|bullets?|fire)\b|\bwarning shots?\b"
     r"|\bused firearms\b|\bopen(?:ed|ing)? fire\b|\bshots (?:were|had been) fired\b"
     r"|\bshot dead\b|\bgunned down\b"),
    ("baton_charge", "baton,lathi,truncheon,nightstick,sjambok",
     r"\b(?:baton|lathi)[- ]?charg\w+\b|\b(?:batons|lathis|truncheons|nightsticks|sjamboks)\b"),
    ("presence", "police,officers,cops,troops,soldiers",
     r"\b(?:heavily[- ]armed|armed|mounted|extra|additional|many|uniformed|dozens of|scores of"
     r"|hundreds of|thousands of|\d[\d,]{0,8}) (?:heavily armed |armed |uniformed |state |riot )?"
     r"(?:police(?: officers)?|officers|cops|troops|soldiers)\b"
     r"(?! (?:stations?|cars?|posts?)\b)"),
    ("presence", "presence,riot",
     r"\b(?:heavy|strong|large|massive|big|wide|small)? ?(?:police|security) presence\b"
     r"|\b(?:heavy|strong|large|massive|wide) presence of (?:heavily )?(?:armed )?"
     r"(?:police|security|soldiers|troops|army|military)\b"
     r"|\bin (?:full |tactical )?(?:and )?riot gear\b|\briot (?:police|squads?|officers)\b"),
)  # fmt: skip
# Verbs of which the police are the subject (or the agent, or understood, where "alone" is true).
VERBS: Final[dict[str, PoliceActionName]] = {
    "arrest": "arrests", "detain": "arrests", "apprehend": "arrests", "nab": "arrests", "round": "arrests",
    "handcuff": "arrests",
    "disperse": "dispersal", "clear": "dispersal", "evict": "dispersal", "remove": "dispersal",
    "dislodge": "dispersal", "dismantle": "dispersal", "expel": "dispersal",
    "kettle": "barricade", "cordon": "barricade", "cordone": "barricade",  # the lemmatizer's slip
    "barricade": "barricade", "block": "barricade", "seal": "barricade", "surround": "barricade",
    "beat": "baton_charge", "club": "baton_charge", "charge": "baton_charge", "batter": "baton_charge",
    "shoot": "live_fire", "fire": "live_fire",
    "deploy": "presence", "dispatch": "presence", "station": "presence", "post": "presence",
    "monitor": "presence", "patrol": "presence", "guard": "presence", "watch": "presence",
    "stand": "presence", "line": "presence", "arrive": "presence", "alert": "presence",
    "assign": "presence", "protect": "presence",
    "negotiate": "negotiation", "mediate": "negotiation", "liaise": "negotiation", "escort": "escort",
    "attack": "other", "clash": "other", "confront": "other", "raid": "other", "crack": "other",
    "assault": "other", "push": "other", "scuffle": "other", "intervene": "other", "storm": "other",
    "prevent": "other", "stop": "other", "thwart": "other", "chase": "other", "repress": "other",
    "smash": "other", "crush": "other", "warn": "other", "fight": "other", "force": "dispersal",
    "contain": "barricade", "appear": "presence", "flank": "presence", "ring": "barricade",
    "ban": "other", "search": "other", "foil": "other",
}  # fmt: skip
# Verbs with a particle or object: "called in", "rounded up", "kept watch", "led away".
PHRASES: Final[dict[tuple[str, str], PoliceActionName]] = {
    ("call", "in"): "presence", ("call", "into"): "presence", ("bring", "out"): "presence",
    ("take", "station"): "arrests", ("turn", "away"): "other", ("face", "off"): "other",
    ("bring", "in"): "presence", ("call", "out"): "presence",
    ("keep", "watch"): "presence", ("lead", "away"): "arrests",
    ("drag", "away"): "arrests", ("pick", "up"): "arrests", ("take", "custody"): "arrests",
    ("break", "up"): "dispersal", ("drive", "back"): "dispersal", ("close", "off"): "barricade",
    ("move", "in"): "other", ("close", "in"): "other", ("set", "barriers"): "barricade",
    ("set", "checkpoints"): "barricade", ("put", "down"): "other",
}  # fmt: skip
PHRASES_OF: Final[dict[str, list[tuple[str, PoliceActionName]]]] = {
    verb: [(other, action) for (first, other), action in PHRASES.items() if first == verb]
    for verb, _ in PHRASES
}
# Verbs that mean police action only with their particle.
WITH_PARTICLE: Final = {"round": "up"}
ALONE: Final = frozenset(("arrest", "detain", "disperse"))
# The same of their passive only; "take" and "lead" as PHRASES: "taken into custody".
SUFFERED: Final = frozenset(
    "beat evict repress take lead drag handcuff kettle remove dismantle clear expel barricade close".split()
)
AGAINST_POLICE: Final = frozenset(
    ("clash", "scuffle", "battle", "confront", "tussle", "negotiate", "fight", "face")
)
# What is fired where firing is shooting.
FIRED: Final = frozenset("shot shots gun weapon rifle bullet round volley ammunition firearm pistol".split())
# Who only carries a means has not used it.
CARRYING: Final = frozenset(("arm", "equip", "carry"))
# Officers who are the object of these, or suffer them, are counted as the hurt.
HARMED_BY: Final = frozenset("injure hurt wound kill shoot hit attack assault stab suffer die treat".split())
UNREAL: Final = frozenset(("could", "might", "may", "would"))
THREATS: Final = frozenset(("threaten", "warn", "vow", "promise", "plan", "authorize", "allow", "fear"))
# Police by name, and by what they are of: "federal agents", "law enforcement officials", "police horses".
FORCES: Final = frozenset(("FBI", "NYPD", "LAPD", "SAPS", "RCMP", "PSNI"))
MEN_AND_MACHINES: Final = frozenset(
    "agents agent officials personnel operatives helicopter helicopters horses dogs buses vans vehicles "
    "tanks units unit enforcement service deputies".split()
)
OF_POLICE: Final = frozenset(
    "police security federal military army enforcement law riot armoured armored secret mounted".split()
)
# Without one of these words no word of a sentence stands for the police.
SIGNS: Final = (
    OF_POLICE
    | {word.lower() for word in FORCES}
    | frozenset(
        "policeman policeman policewoman policemen officer officers cop cops constable trooper guard guards "
        "soldier soldiers troop troops gendarme gendarmes force forces authorities deputies sheriff swat "
        "tanks".split()
    )
)
# Of these lemmas one makes up for a sign: the police may be understood.
UNDERSTOOD: Final = ALONE | SUFFERED
NOUNS: Final[dict[str, PoliceActionName]] = {
    "arrest": "arrests", "detention": "arrests",
    "crackdown": "other", "clash": "other", "confrontation": "other", "scuffle": "other", "raid": "other",
    "brutality": "other", "attack": "other", "violence": "other", "massacre": "other", "assault": "other",
    "checkpoint": "barricade", "perimeter": "barricade", "barricade": "barricade",
    "repression": "other", "tussle": "other",
    "cordon": "barricade", "barrier": "barricade",
    "deployment": "presence", "presence": "presence",
    "negotiation": "negotiation", "discussion": "negotiation", "talk": "negotiation", "escort": "escort",
    "beating": "baton_charge", "shooting": "live_fire",
}  # fmt: skip

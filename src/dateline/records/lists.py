"""The closed lists of the record: which words a field may hold.

Source: Dateline's record contract, schema 1. The issue topics are those of the Crowd Counting Consortium.
"""

from __future__ import annotations

from typing import Literal, get_args

FormName = Literal[
    "rally",
    "march",
    "demonstration",
    "vigil",
    "picket",
    "strike",
    "walkout",
    "shutdown",
    "sit_in",
    "occupation",
    "blockade",
    "boycott",
    "hunger_strike",
    "riot",
    "motorcade",
    "other",
]
StatusName = Literal["held", "planned", "called_off", "prevented", "threatened"]
DatePrecision = Literal["day", "week", "month", "year"]
DateBasis = Literal["stated", "relative", "published"]
PublishedBasis = Literal["given", "page", "dateline", "none"]
PlacePrecision = Literal["site", "city", "district", "province", "country"]
Bound = Literal["exact", "about", "at_least", "at_most", "range", "vague"]
SizeOf = Literal["turnout", "expected", "represented"]
PoliceActionName = Literal[
    "presence",
    "barricade",
    "dispersal",
    "tear_gas",
    "rubber_bullets",
    "water_cannon",
    "baton_charge",
    "pepper_spray",
    "stun_grenade",
    "live_fire",
    "arrests",
    "negotiation",
    "escort",
    "other",
]
ActorKind = Literal[
    "person",
    "party",
    "union",
    "government",
    "police",
    "military",
    "court",
    "student_group",
    "religious_group",
    "company",
    "media",
    "civil_society",
    "armed_group",
    "crowd",
    "country",
    "other",
]
Stance = Literal["for", "against", "unknown"]
ActName = Literal[
    "agree",
    "consult",
    "support",
    "concede",
    "promise",
    "thank",
    "mourn",
    "request",
    "accuse",
    "reject",
    "threaten",
    "deny",
    "inform",
    "other",
]
ViolenceKind = Literal["objects", "arson", "assault", "firearm", "vandalism", "looting", "clash", "other"]
ViolenceSide = Literal["protesters", "police", "counter_protesters", "bystanders", "property", "unknown"]
CountedWho = Literal["protester", "police", "bystander", "unknown"]
RelationKind = Literal["counter_to", "part_of", "follows"]
ReviewReason = Literal[
    "date_published", "sizes_conflict", "place_ambiguous", "low_confidence", "single_source"
]
ScopeRule = Literal["least_people", "strikes", "online", "forms", "status", "background", "country"]
StatementKind = Literal["direct", "indirect", "mixed"]
NameKind = Literal["person", "organization", "place", "group"]
TimeType = Literal["date", "time", "duration", "set"]
Outcome = Literal["coded", "left_out", "failed"]
Topic = Literal[
    "animal rights", "banking and finance", "civil rights", "covid", "corruption", "criminal justice",
    "democracy", "development", "disability rights", "drugs", "economy", "education", "energy",
    "environment", "foreign affairs", "free speech", "guns", "healthcare", "housing", "immigration",
    "indigenous peoples", "judiciary", "labor", "legislative", "lgbtqia", "military", "patriotism",
    "policing", "presidency", "racism", "religion", "reproductive rights", "science",
    "sexual violence", "sports", "taxes", "transportation", "women's rights",
]  # fmt: skip

FORMS: tuple[FormName, ...] = get_args(FormName)
POLICE_ACTIONS: tuple[PoliceActionName, ...] = get_args(PoliceActionName)
TOPICS: tuple[Topic, ...] = get_args(Topic)
ACTS: tuple[ActName, ...] = get_args(ActName)
ACTOR_KINDS: tuple[ActorKind, ...] = get_args(ActorKind)

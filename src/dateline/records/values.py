"""What a record says: typed, frozen values, each with its words and the rule that chose them.

``confidence`` is between 0 and 1. ``evidence`` lists the best span first. ``by`` names the rule or
model that chose the value and its version: ``size.judge/1``.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from dateline.records.lists import (
    ActName,
    ActorKind,
    Bound,
    CountedWho,
    DateBasis,
    DatePrecision,
    FormName,
    NameKind,
    PlacePrecision,
    PoliceActionName,
    RelationKind,
    ReviewReason,
    ScopeRule,
    SizeOf,
    Stance,
    StatementKind,
    StatusName,
    TimeType,
    ViolenceKind,
    ViolenceSide,
)
from dateline.records.spans import MentionId, Span

Evidence = tuple[Span, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """What kind of action it was; ``also`` holds the other forms that the article names.

    ``own`` is the form's name in the team's codebook, where the words are that form's; ``value`` is then
    the form that the codebook says it is a kind of.
    """

    value: FormName
    also: tuple[FormName, ...] = ()
    own: str | None = None
    confidence: float
    evidence: Evidence
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Status:
    """Whether it took place."""

    value: StatusName
    confidence: float
    evidence: Evidence
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EventDate:
    """The days an event may have happened, both ends included; ``days`` lists them where they have gaps."""

    start: date
    end: date
    days: tuple[date, ...] | None = None
    precision: DatePrecision
    basis: DateBasis
    confidence: float
    evidence: Evidence
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceChoice:
    """Another place that the same words may mean; ``share`` is its part (0 to 1) of the belief."""

    name: str
    geonameid: int | None = None
    latitude: float | None = None
    longitude: float | None = None
    admin1: str | None = None
    country: str | None = None
    share: float


@dataclass(frozen=True, slots=True, kw_only=True)
class EventPlace:
    """Where an event was: ``name`` as a gazetteer holds it, ``site`` the square, street or building in words.

    Latitude and longitude are WGS 84 degrees; country is ISO 3166 alpha-2. ``alternatives`` are the
    likeliest other places of that name, the likeliest first.
    """

    name: str
    site: str | None = None
    geonameid: int | None = None
    latitude: float | None = None
    longitude: float | None = None
    admin1: str | None = None
    admin2: str | None = None
    country: str | None = None
    precision: PlacePrecision
    alternatives: tuple[PlaceChoice, ...] = ()
    confidence: float
    evidence: Evidence
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """A person, organisation or group, named as the article names it first in full."""

    name: str
    acronym: str | None = None
    kind: ActorKind
    role: str | None = None
    affiliation: str | None = None
    confidence: float
    evidence: Evidence
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Size:
    """A claim of how many people; ``low`` and ``high`` both included, None where open."""

    id: str
    low: int | None
    high: int | None
    bound: Bound
    words: str
    of: SizeOf
    claimant: Actor | None = None
    confidence: float
    evidence: Evidence
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """A claim of how many were arrested, injured or killed; both bounds None where the article gives none."""

    id: str
    low: int | None
    high: int | None
    bound: Bound
    words: str
    who: CountedWho
    about: str | None = None
    claimant: Actor | None = None
    confidence: float
    evidence: Evidence
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Wave:
    """An event told as one of many: in how many places, in the article's words.

    ``places`` is None where the words give no number ("across the country").
    """

    places: int | None
    words: str
    confidence: float
    evidence: Evidence
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Issue:
    """What an event was for or against."""

    id: str
    words: str
    stance: Stance
    topics: tuple[str, ...]
    confidence: float
    evidence: Evidence
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PoliceAction:
    """One thing the police did."""

    id: str
    value: PoliceActionName
    confidence: float
    evidence: Evidence
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Violence:
    """Who used force against whom or what.

    The contract gives this object's ``by`` to the side that used force; the rule that chose the
    value is therefore under ``rule`` (docs/decisions/0003-violence-by.md).
    """

    id: str
    side: ViolenceSide = field(metadata={"key": "by"})
    against: ViolenceSide
    kind: ViolenceKind
    confidence: float
    evidence: Evidence
    rule: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Damage:
    """Damage to property, in the article's words."""

    id: str
    words: str
    confidence: float
    evidence: Evidence
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Relation:
    """How a mention relates to another mention of the same article."""

    kind: RelationKind
    mention: MentionId


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """One report of one event in one article; ``main`` where the article is news of it.

    ``review`` says why a person should look at it; ``out_of_scope`` which rules of the team's codebook
    leave it out of tables and maps.
    """

    id: MentionId
    main: bool
    trigger: Evidence
    form: Form
    status: Status
    date: EventDate | None = None
    place: EventPlace | None = None
    organizers: tuple[Actor, ...] = ()
    participants: tuple[Actor, ...] = ()
    targets: tuple[Actor, ...] = ()
    sizes: tuple[Size, ...] = ()
    wave: Wave | None = None
    issues: tuple[Issue, ...] = ()
    police: tuple[PoliceAction, ...] = ()
    violence: tuple[Violence, ...] = ()
    arrested: tuple[Count, ...] = ()
    injured: tuple[Count, ...] = ()
    killed: tuple[Count, ...] = ()
    damage: tuple[Damage, ...] = ()
    relations: tuple[Relation, ...] = ()
    review: tuple[ReviewReason, ...] = ()
    out_of_scope: tuple[ScopeRule, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """What a speaker does by a statement."""

    value: ActName
    confidence: float
    evidence: Evidence
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """Something the article attributes to someone; ``content`` may be several spans."""

    id: str
    kind: StatementKind
    speaker: Actor | None
    source: Evidence
    cue: Evidence
    content: Evidence
    act: Act | None = None
    mention: MentionId | None = None
    confidence: float
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Toponym:
    """One occurrence of a place name, resolved where the gazetteer holds it.

    ``feature`` is the GeoNames class: P (populated place), A (country, state), and others.
    """

    name: str
    geonameid: int | None = None
    latitude: float | None = None
    longitude: float | None = None
    admin1: str | None = None
    country: str | None = None
    feature: str | None = None
    confidence: float
    evidence: Evidence
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeExpression:
    """One time expression; first and last day where the calendar can tell, else None."""

    start: date | None
    end: date | None
    precision: DatePrecision | None
    type: TimeType
    confidence: float
    evidence: Evidence
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """One occurrence of a name."""

    name: str
    kind: NameKind
    confidence: float
    evidence: Evidence
    by: str

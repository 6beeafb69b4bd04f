"""The rules of a team's codebook: frozen, hashable, picklable. Without any, nothing is changed."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from dateline.records.lists import FORMS, ActorKind, FormName, PlacePrecision, StatusName

Unknown = Literal["in", "out"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """Which events a team counts; the rest is marked ``out_of_scope`` and stays in the record.

    Attributes:
        least_people: A turnout whose upper bound is below this is out; None for no such rule.
        unknown_size: Where an event without a known turnout goes, if ``least_people`` is given.
        strikes: Whether work that is withheld without any gathering counts.
        online: Whether what happens on the internet alone counts.
        forms: Forms that count, of the closed list and a team's own; None for all.
        statuses: Statuses that count; None for all.
        background: Whether events that an article only recalls count.
        countries: ISO 3166 alpha-2 codes of the countries that count; None for all.
        unknown_country: Where an event without a known country goes, if ``countries`` is given.
    """

    least_people: int | None = None
    unknown_size: Unknown = "in"
    strikes: bool = True
    online: bool = True
    forms: tuple[str, ...] | None = None
    statuses: tuple[StatusName, ...] | None = None
    background: bool = True
    countries: tuple[str, ...] | None = None
    unknown_country: Unknown = "in"


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnForm:
    """A team's own form of action, or more words for one of the closed list.

    Attributes:
        name: The form's name; one of the closed list where only words are added.
        is_a: The form of the closed list that it is a kind of.
        words: Nouns and phrases that name it; plurals are found too.
        verbs: Verbs that name it, in the infinitive; their other forms are found too.
        definition: What it is, for people.
        sure: Whether the words hardly mean anything else; else the article decides.
    """

    name: str
    is_a: FormName
    words: tuple[str, ...] = ()
    verbs: tuple[str, ...] = ()
    definition: str | None = None
    sure: bool = True

    @property
    def own(self) -> str | None:
        """The form's name where it is the team's own, None for one of the closed list."""
        return None if self.name in FORMS else self.name


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnTopic:
    """A team's own topic, or more words for one of the closed list.

    A word may end in ``*`` for any ending; a phrase is words with spaces between them.
    """

    name: str
    words: tuple[str, ...]
    definition: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Organisation:
    """An organisation that is recognised wherever an article writes one of its names."""

    name: str
    acronym: str | None = None
    aliases: tuple[str, ...] = ()
    kind: ActorKind = "other"

    @property
    def names(self) -> tuple[str, ...]:
        """Every way of writing it, the full name first."""
        short = () if self.acronym is None else (self.acronym,)
        return tuple(dict.fromkeys((self.name, *short, *self.aliases)))


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnPlace:
    """A place that the gazetteer lacks or has elsewhere; WGS 84 degrees, ISO 3166 alpha-2."""

    name: str
    latitude: float
    longitude: float
    aliases: tuple[str, ...] = ()
    country: str | None = None
    admin1: str | None = None
    admin2: str | None = None
    geonameid: int | None = None
    precision: PlacePrecision = "city"

    @property
    def names(self) -> tuple[str, ...]:
        """Every way of writing it, the main name first."""
        return tuple(dict.fromkeys((self.name, *self.aliases)))


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnSize:
    """What a vague size word means to a team: people, both ends included; ``high`` None where open."""

    words: str
    low: int
    high: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Codebook:
    """A team's rules; the defaults change nothing.

    Attributes:
        name: What the team calls its codebook.
        scope: Which events count.
        forms: Own forms and more words for the closed list's.
        topics: Own topics and more words for the closed list's.
        organisations: Organisations to recognise.
        places: Places beside the gazetteer's; they win over its places of the same name.
        sizes: Vague size words.
    """

    name: str | None = None
    scope: Scope = field(default_factory=Scope)
    forms: tuple[OwnForm, ...] = ()
    topics: tuple[OwnTopic, ...] = ()
    organisations: tuple[Organisation, ...] = ()
    places: tuple[OwnPlace, ...] = ()
    sizes: tuple[OwnSize, ...] = ()

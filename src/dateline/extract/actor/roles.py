"""ActorFinder: who organised an event, who took part, to whom its claim is addressed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from dateline.extract.actor.features import (
    MAX_SENTENCES_APART,
    Anchors,
    phrase_features,
    relation_features,
    tagged_features,
)
from dateline.extract.actor.kind import actor_kind
from dateline.extract.actor.phrases import Phrase, find_phrases
from dateline.extract.actor.registry import Registry, acronym_after
from dateline.extract.considered import Considered, Judgement, taken
from dateline.extract.linear import load_model, log_odds
from dateline.extract.occurrence import Occurrence
from dateline.parse import Parsed
from dateline.records import Actor, Name

Role = Literal["organizers", "participants", "targets"]
ROLES: tuple[Role, ...] = ("organizers", "participants", "targets")

# A phrase has a role from this probability on; chosen on the development articles.
THRESHOLDS: dict[Role, float] = {"organizers": 0.24, "participants": 0.29, "targets": 0.4}
MAX_ACTORS = 6
_LONGEST_ACRONYM = 7
# Words for those who protest as such say nothing about who they are (the coding rules, rule 13).
_BARE = frozenset(
    "protester protesters protestors demonstrator demonstrators marcher marchers crowd crowds people "
    "picketers strikers mob rioters occupiers organisers organizers participants attendees".split()
)


@dataclass(frozen=True, slots=True)
class Phrases:
    """An article's noun phrases with the features that are the same for each of its events."""

    phrases: tuple[Phrase, ...]
    features: tuple[list[str], ...]

    @classmethod
    def of(cls, parsed: Parsed, names: Sequence[Name]) -> Phrases:
        """Find the phrases and describe each once."""
        phrases = tuple(find_phrases(parsed, names))
        counts = Counter(p.tokens.text.lower() for p in phrases)
        return cls(phrases, tuple(phrase_features(p, counts) for p in phrases))


@dataclass(frozen=True, slots=True)
class Cast:
    """A phrase in the role that it likeliest has at an event."""

    phrase: Phrase
    role: Role


class ActorFinder:
    """Gives each event its actors; loads its three small models once.

    Attributes:
        judges: The judge of each role.
    """

    def __init__(self) -> None:
        self.judges = {role: load_model(f"actor-{role}.json.gz") for role in ROLES}
        self._most = {role: model.most_from_tags() for role, model in self.judges.items()}
        self._needed = {role: log_odds(THRESHOLDS[role]) for role in ROLES}

    def find(
        self, parsed: Parsed, phrases: Phrases, occurrence: Occurrence, names: Sequence[Name]
    ) -> dict[Role, tuple[Actor, ...]]:
        """The event's actors by role, the surest first; an actor has one role, its likeliest."""
        registry = Registry.of(parsed, names)
        chosen: dict[Role, list[tuple[float, Phrase]]] = {role: [] for role in ROLES}
        for one in taken(self.considered(parsed, phrases, occurrence)):
            chosen[one.item.role].append((one.chance, one.item.phrase))
        return {role: _actors(parsed, role, found, registry) for role, found in chosen.items()}

    def considered(
        self, parsed: Parsed, phrases: Phrases, occurrence: Occurrence, *, in_full: bool = False
    ) -> list[Considered[Cast]]:
        """The phrases near the event, each as it was weighed in its likeliest role, in the order of the text.

        Those that cannot reach a threshold whatever the encoder says are there only ``in_full``.
        """
        anchors = Anchors.of(parsed, occurrence)
        considered = []
        for phrase, own in zip(phrases.phrases, phrases.features, strict=True):
            if abs(anchors.nearest_sentence(phrase.sentence)) > MAX_SENTENCES_APART:
                continue
            features = own + relation_features(phrase, anchors, occurrence)
            if in_full or self._may_pass(features):
                features += tagged_features(phrase, parsed.tags)
                considered.append(_ruled(self._cast(phrase, features), anchors))
        return considered

    def actor(self, parsed: Parsed, one: Considered[Cast], names: Sequence[Name]) -> Actor:
        """A phrase as the actor that it names."""
        return _actor(parsed, one.item.role, one.chance, one.item.phrase, Registry.of(parsed, names))

    def _may_pass(self, features: list[str]) -> bool:
        return any(
            model.score(features) + self._most[role] >= self._needed[role]
            for role, model in self.judges.items()
        )

    def _cast(self, phrase: Phrase, features: list[str]) -> Considered[Cast]:
        chances = {role: model.probability(features) for role, model in self.judges.items()}
        role = max(ROLES, key=lambda r: chances[r] / THRESHOLDS[r])
        return Considered(Cast(phrase, role), chances[role], (Judgement(self.judges[role], features),))


def _ruled(one: Considered[Cast], anchors: Anchors) -> Considered[Cast]:
    role, phrase = one.item.role, one.item.phrase
    if one.chance < THRESHOLDS[role]:
        return one.passed_over("below_threshold")
    if role != "participants" and phrase.head in anchors.roots:
        return one.passed_over("own_words")  # the event is not its own organiser or target
    if role != "targets" and phrase.label == "GPE":
        return one.passed_over(
            "town_as_actor"
        )  # it neither calls nor joins a march; a state may be addressed
    if phrase.tokens.text.lower() in _BARE:
        return one.passed_over("says_nothing")
    return one


def _actors(
    parsed: Parsed, role: Role, found: list[tuple[float, Phrase]], registry: Registry
) -> tuple[Actor, ...]:
    """One actor a name, with the words of all its phrases, surest first."""
    actors: dict[str, Actor] = {}
    for chance, phrase in sorted(found, key=lambda pair: (-pair[0], pair[1].tokens.start)):
        actor = _actor(parsed, role, chance, phrase, registry)
        known = next((key for key in actors if _same(key, actor.name.lower())), None)
        if known is None:
            actors[actor.name.lower()] = actor
        else:
            old = actors[known]
            actors[known] = replace(old, evidence=old.evidence + actor.evidence)
    return tuple(actors.values())[:MAX_ACTORS]


def _same(a: str, b: str) -> bool:
    """The same name, or one name within the other word by word."""
    shorter, longer = sorted((a.split(), b.split()), key=len)
    return shorter == longer or (
        len(shorter) > 0 and set(shorter) <= set(longer) and shorter[-1] == longer[-1]
    )


def _actor(parsed: Parsed, role: Role, chance: float, phrase: Phrase, registry: Registry) -> Actor:
    span = parsed.words(phrase.tokens)
    words = span.quote.split("(")[0].strip() or span.quote
    name, acronym = registry.resolve(words)
    acronym = acronym or acronym_after(parsed.text, span.start + len(words))
    if acronym is None and phrase.label == "ORG" and name.isupper() and len(name) <= _LONGEST_ACRONYM:
        acronym = name  # the article knows it by nothing else
    return Actor(
        name=name,
        acronym=acronym,
        kind=actor_kind(name, phrase.label),
        confidence=round(chance, 3),
        evidence=(span,),
        by=f"actor.{role}/1",
    )

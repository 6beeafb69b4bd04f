"""ActorFinder: who organised an event, who took part, to whom its claim is addressed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from dateline.extract.actor.features import (
    Anchors,
    Candidate,
    Described,
    Peers,
    candidate_features,
    candidates,
    encoded_features,
)
from dateline.extract.actor.kind import actor_kind
from dateline.extract.actor.naming import called, key_of, plain, words_of
from dateline.extract.actor.phrases import Phrase, find_phrases
from dateline.extract.actor.registry import Registry
from dateline.extract.considered import Considered, Judgement, taken
from dateline.extract.linear import load_model, log_odds
from dateline.extract.occurrence import Occurrence
from dateline.parse import Parsed
from dateline.records import Actor, Name, Span

Role = Literal["organizers", "participants", "targets"]
ROLES: tuple[Role, ...] = ("organizers", "participants", "targets")

# The likeliest actor has a role from this probability on, any further one from that of ``FURTHER``: most
# events have one actor a role or none. Chosen in five folds of the training articles and, between settings
# that are as good there, on the development articles (docs/decisions/0113-fitted-on-735-articles.md).
THRESHOLDS: dict[Role, float] = {"organizers": 0.3, "participants": 0.36, "targets": 0.34}
FURTHER: dict[Role, float] = {"organizers": 0.5, "participants": 0.4, "targets": 0.5}
MAX_ACTORS = 6
MAX_EVIDENCE = 3
# Words for those who protest as such say nothing about who they are (the coding rules, rule 13).
_BARE = frozenset(
    "protester protesters protestors demonstrator demonstrators marcher marchers crowd crowds people "
    "picketers strikers mob rioters occupiers organisers organizers participants attendees".split()
)


# Log-odds that the encoder's chances add at most: none of the 1,141 actors that it lifted into a role in 220
# coded articles needed more. Without the bound it would be asked about twice as many phrases.
MOST_LIFTED: dict[Role, float] = {"organizers": 3.2, "participants": 4.0, "targets": 3.2}


@dataclass(frozen=True, slots=True)
class Phrases:
    """An article's noun phrases, each described once, with whom they mean.

    Attributes:
        described: The phrases in the order of the text.
        registry: The article's full names.
        first: The first phrase of each actor, by its key.
    """

    described: tuple[Described, ...]
    registry: Registry
    first: dict[str, Phrase]

    @classmethod
    def of(cls, parsed: Parsed, names: Sequence[Name]) -> Phrases:
        """Find the phrases and describe each once."""
        registry = Registry.of(parsed, names)
        found = [(phrase, key_of(parsed, phrase, registry)) for phrase in find_phrases(parsed, names)]
        times = Counter(key for _, key in found)
        first: dict[str, Phrase] = {}
        for phrase, key in found:
            first.setdefault(key, phrase)
        return cls(tuple(Described.of(p, key, times[key]) for p, key in found), registry, first)


@dataclass(frozen=True, slots=True)
class Cast:
    """An actor in the role that it likeliest has at an event."""

    candidate: Candidate
    role: Role

    @property
    def phrase(self) -> Phrase:
        """The actor's phrase that is nearest to the event's words."""
        return self.candidate.lead.phrase


class ActorFinder:
    """Gives each event its actors; loads its three small models once.

    Attributes:
        judges: The judge of each role.
    """

    def __init__(self) -> None:
        self.judges = {role: load_model(f"actor-{role}.json.gz") for role in ROLES}
        self._most = {
            role: min(model.most_from_tags(), MOST_LIFTED[role]) for role, model in self.judges.items()
        }
        self._needed = {role: log_odds(THRESHOLDS[role]) for role in ROLES}

    def find(self, parsed: Parsed, phrases: Phrases, occurrence: Occurrence) -> dict[Role, tuple[Actor, ...]]:
        """The event's actors by role, the surest first; an actor has one role, its likeliest."""
        chosen: dict[Role, list[Considered[Cast]]] = {role: [] for role in ROLES}
        for one in taken(self.considered(parsed, phrases, occurrence)):
            chosen[one.item.role].append(one)
        return {
            role: _merged([self.actor(parsed, phrases, one) for one in _surest_first(found)])
            for role, found in chosen.items()
        }

    def considered(
        self, parsed: Parsed, phrases: Phrases, occurrence: Occurrence, *, in_full: bool = False
    ) -> list[Considered[Cast]]:
        """The actors near the event, each as it was weighed in its likeliest role, in the order of the text.

        Those that cannot reach a threshold whatever the encoder says are there only ``in_full``.
        """
        anchors = Anchors.of(parsed, occurrence)
        considered = []
        found = candidates(phrases.described, anchors)
        peers: Peers | None = None  # of use only where some candidate may pass
        for number, candidate in enumerate(found):
            features = candidate_features(candidate, anchors, occurrence)
            if in_full or self._may_pass(features):
                peers = peers or Peers(found, parsed.tags)
                features += [*encoded_features(candidate, parsed.tags), *peers.features(number)]
                considered.append(_ruled(self._cast(candidate, features), anchors))
        return _likeliest_apart(_not_nested(considered))

    def actor(self, parsed: Parsed, phrases: Phrases, one: Considered[Cast]) -> Actor:
        """An actor of the event as the record has it, with the words that name it here and first."""
        phrase, role = one.item.phrase, one.item.role
        name, acronym = called(parsed, phrase, phrases.registry)
        return Actor(
            name=name,
            acronym=acronym,
            kind=actor_kind(name, phrase.label),
            confidence=round(one.chance, 3),
            evidence=_evidence(parsed, phrases, one.item.candidate),
            by=f"actor.{role}/1",
        )

    def _may_pass(self, features: list[str]) -> bool:
        return any(
            model.score(features) + self._most[role] >= self._needed[role]
            for role, model in self.judges.items()
        )

    def _cast(self, candidate: Candidate, features: list[str]) -> Considered[Cast]:
        chances = {role: model.probability(features) for role, model in self.judges.items()}
        role = max(ROLES, key=lambda r: chances[r] / THRESHOLDS[r])
        return Considered(Cast(candidate, role), chances[role], (Judgement(self.judges[role], features),))


def _evidence(parsed: Parsed, phrases: Phrases, candidate: Candidate) -> tuple[Span, ...]:
    """The words nearest to the event, those that name the actor first in the article, and others nearby."""
    first = phrases.first[candidate.lead.key]
    found = [candidate.lead.phrase, first, *(one.phrase for one in candidate.phrases[1:])]
    return tuple(dict.fromkeys(words_of(parsed, phrase) for phrase in found))[:MAX_EVIDENCE]


def _surest_first(found: list[Considered[Cast]]) -> list[Considered[Cast]]:
    return sorted(found, key=lambda one: (-one.chance, one.item.phrase.tokens.start))


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


def _not_nested(considered: list[Considered[Cast]]) -> list[Considered[Cast]]:
    """Of two phrases of one role where one lies in the other, the surer alone."""
    held: dict[tuple[Role, int], Considered[Cast]] = {}
    for one in _surest_first(taken(considered)):
        for i in range(one.item.phrase.tokens.start, one.item.phrase.tokens.end):
            held.setdefault((one.item.role, i), one)
    return [
        one.passed_over("shares_words")
        if one.taken and held[one.item.role, one.item.phrase.head] is not one
        else one
        for one in considered
    ]


def _likeliest_apart(considered: list[Considered[Cast]]) -> list[Considered[Cast]]:
    """Without the further actors of a role that are not sure enough beside its likeliest."""
    best: dict[Role, Considered[Cast]] = {}
    for one in taken(considered):
        best.setdefault(one.item.role, one)
        if one.chance > best[one.item.role].chance:
            best[one.item.role] = one
    return [
        one.passed_over("less_likely")
        if one.taken and one is not best[one.item.role] and one.chance < FURTHER[one.item.role]
        else one
        for one in considered
    ]


def _merged(found: Sequence[Actor]) -> tuple[Actor, ...]:
    """One actor a name, with the words of all its phrases, surest first."""
    actors: dict[str, Actor] = {}
    for actor in found:
        name = plain(actor.name)
        known = next((key for key in actors if _same(key, name)), None)
        if known is None:
            actors[name] = actor
        else:
            old = actors[known]
            evidence = tuple(dict.fromkeys(old.evidence + actor.evidence))
            actors[known] = replace(old, evidence=evidence)
    return tuple(actors.values())[:MAX_ACTORS]


def _same(a: str, b: str) -> bool:
    """The same name, or one name within the other word by word."""
    shorter, longer = sorted((a.split(), b.split()), key=len)
    return shorter == longer or (
        len(shorter) > 0 and set(shorter) <= set(longer) and shorter[-1] == longer[-1]
    )

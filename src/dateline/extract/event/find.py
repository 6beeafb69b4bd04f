"""EventFinder: from candidates to occurrences."""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

from dateline.extract.considered import Considered, Judgement, taken
from dateline.extract.counter import is_counter
from dateline.extract.event.candidates import Candidate, find_candidates
from dateline.extract.event.describe import (
    Judged,
    form_features,
    form_of,
    status_features,
    status_of,
    with_status,
)
from dateline.extract.event.features import ArticleView, plain_features, tagged_features
from dateline.extract.event.groups import Pairs, group_features
from dateline.extract.event.join import MAX_TRIGGERS, join
from dateline.extract.event.lexicon import lexicon
from dateline.extract.event.pairs import PairView, pair_features
from dateline.extract.linear import LinearModel, load_model, log_odds
from dateline.extract.occurrence import Occurrence
from dateline.gate import SHORT_CHARS
from dateline.parse import Parsed
from dateline.records.lists import FormName, StatusName
from dateline.settings import Settings

# Words below this are no trigger of any event. Chosen, like JOIN and DOUBT, by five-fold score on the
# training articles (docs/reference/models/events.md).
TRIGGER = 0.3
JOIN = 0.32
# Of a pair that must not come together, in place of its probability: no number of others makes up for it.
BARRED = -100.0
# How much of the gate's doubt is added to what an event needs.
DOUBT = 0.3
# What a sure word of a team's own codebook is given at least: enough to be an event's only word, with the
# gate's doubt added, and little enough to have a say beside a word that the judge is certain of.
GIVEN = 0.63
# Candidates judged of one article, the first ones; a report of the longest kind has some hundreds.
MAX_CANDIDATES = 2_000


Group = tuple[Judged, ...]
"""Words that name one event, the surest first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Judges:
    """The small models that find events.

    Attributes:
        trigger: Judges whether a word names an event.
        same: Judges whether two words name one event.
        main: Judges whether the article is news of the event that a word names.
        planned: Judges whether that event lies ahead.
        event: Judges whether words that were joined name an event of their own.
        form: Judges which form an event has.
        status: Judges which status it has.
    """

    trigger: LinearModel
    same: LinearModel
    main: LinearModel
    planned: LinearModel
    event: LinearModel
    form: LinearModel
    status: LinearModel

    @classmethod
    def shipped(cls) -> Judges:
        """Those of the package."""
        names = "trigger same main planned mention form status".split()
        models = (load_model(f"event-{name}.json.gz") for name in names)
        return cls(**dict(zip(cls.__slots__, models, strict=True)))


class EventFinder:
    """Finds the events that an article tells of; loads its small models once, unless others are given."""

    def __init__(self, settings: Settings, judges: Judges | None = None) -> None:
        self._settings = settings
        self._lexicon = lexicon(settings.codebook.forms)
        self.judges = judges or Judges.shipped()
        self._most = self.judges.trigger.most_from_tags()

    def find(self, parsed: Parsed, relevance: float = 1.0) -> tuple[Occurrence, ...]:
        """The article's events, in the order of their first trigger; empty where it has none.

        ``relevance`` is the gate's probability that the article reports a protest at all: where that
        is small, words must be surer to count.
        """
        scored = self.scored(parsed)
        return self.occurrences(parsed, scored, self.considered(parsed, scored, relevance))

    def occurrences(
        self, parsed: Parsed, scored: Sequence[Judged], considered: Sequence[Considered[Group]]
    ) -> tuple[Occurrence, ...]:
        """Those of the events that are taken."""
        events, triggers = taken(considered), _triggers(scored)
        scopes = _scopes(parsed, [one.item for one in events])
        return tuple(
            self._occurrence(parsed, one, triggers, scope) for one, scope in zip(events, scopes, strict=True)
        )

    def considered(
        self, parsed: Parsed, scored: Sequence[Judged], relevance: float
    ) -> list[Considered[Group]]:
        """The events that the ``scored`` words could name, in the order of the text.

        Of each the words that name it, the surest first, and how likely it is an event of its own.
        """
        needed, most = self.needed(parsed, relevance), self._settings.max_mentions
        ruled = list[Considered[Group]]()
        for n, one in enumerate(sorted(self.grouped(parsed, scored), key=lambda one: -one.chance)):
            few = one if n < most else one.passed_over("too_many")
            ruled.append(few if one.chance >= needed else one.passed_over("below_threshold"))
        return sorted(ruled, key=lambda one: one.item[0].candidate.tokens.start)

    def grouped(
        self, parsed: Parsed, scored: Sequence[Judged], *, needed: float = JOIN
    ) -> list[Considered[Group]]:
        """The triggers joined where they name one event, each group judged beside the others.

        ``needed`` is the mean probability from which groups are joined.
        """
        view = PairView.of(parsed, [j.candidate for j in scored])
        kept = _kept(scored)
        same: Pairs = {_starts(a, b): self.same_event(view, a, b) for a, b in combinations(kept, 2)}
        counter = {j.candidate.tokens.start for j in kept if is_counter(j.candidate.tokens)}

        def joinable(a: Judged, b: Judged) -> float:
            """Two cannot name one event where one is a counter-protest, or they are in other towns."""
            starts = _starts(a, b)
            apart = (starts[0] in counter) != (starts[1] in counter)
            return BARRED if apart or view.are_in_other_towns(a.candidate, b.candidate) else same[starts]

        joined = join(kept, joinable, needed)
        groups = [tuple(sorted(group, key=lambda j: -j.chance)) for group in joined]
        return [self._event(group, group_features(view, group, groups, same)) for group in groups]

    def _event(self, group: Group, features: list[str]) -> Considered[Group]:
        # In a text of a sentence or two any event is the surest of its article: its word must bear it.
        chance = min(self.judges.event.probability(features), group[0].chance)
        if any(j.candidate.given and j.candidate.sure for j in group):
            chance = max(chance, GIVEN)
        return Considered(group, chance, (Judgement(self.judges.event, features),))

    def needed(self, parsed: Parsed, relevance: float) -> float:
        """How likely an event must be, in an article of this relevance.

        The gate's doubt of a text of a sentence or two rests on too few words to count.
        """
        threshold = self._settings.event_threshold
        return threshold if len(parsed.text) <= SHORT_CHARS else _needed(threshold, relevance)

    def scored(self, parsed: Parsed, *, in_full: bool = False) -> list[Judged]:
        """All candidates with their probabilities, in the order of the text.

        Those that cannot reach ``TRIGGER`` whatever the encoder says are judged only ``in_full``.
        """
        candidates = find_candidates(parsed, self._lexicon)[:MAX_CANDIDATES]
        view = ArticleView.of(parsed, candidates)
        plain = [plain_features(c, view) for c in candidates]
        # The encoder reads for all of them at a stretch: it leaves the processor nothing of what went before.
        seen = [
            tagged_features(c, view) if in_full or self._may_be_trigger(c, features) else None
            for c, features in zip(candidates, plain, strict=True)
        ]
        return [
            Judged(c, 0.0, 0.0, 0.0) if tagged is None else self._judged(c, features + tagged)
            for c, features, tagged in zip(candidates, plain, seen, strict=True)
        ]

    def _may_be_trigger(self, candidate: Candidate, features: list[str]) -> bool:
        """Whether a candidate can reach ``TRIGGER`` with what the encoder says at best."""
        return candidate.given or self.judges.trigger.score(features) + self._most >= log_odds(TRIGGER)

    def _judged(self, candidate: Candidate, features: list[str]) -> Judged:
        chance = self.judges.trigger.probability(features)
        if candidate.given and candidate.sure:
            chance = max(chance, GIVEN)
        if chance < TRIGGER:
            return Judged(candidate, chance, 0.0, 0.0, features)
        return Judged(
            candidate,
            chance,
            self.judges.main.probability(features),
            self.judges.planned.probability(features),
            features,
        )

    def same_event(self, view: PairView, a: Judged, b: Judged) -> float:
        """Probability that two triggers, ``a`` the first in the text, name one event."""
        judgement = self.pair(view, a, b)
        return judgement.judge.probability(judgement.features)

    def pair(self, view: PairView, a: Judged, b: Judged) -> Judgement:
        """What ``same_event`` rests on."""
        return Judgement(self.judges.same, pair_features(view, a.candidate, b.candidate))

    def form_of(self, group: Group, scored: Sequence[Judged], form: FormName) -> Judgement:
        """What the judge of forms made of one form of an event."""
        features = form_features(group, _triggers(scored))
        return Judgement(self.judges.form, features.get(form, ()))

    def status_of(self, parsed: Parsed, group: Group, status: StatusName) -> Judgement:
        """What the judge of statuses made of one status of an event."""
        return Judgement(self.judges.status, with_status(status, status_features(parsed, group)))

    def _occurrence(
        self, parsed: Parsed, one: Considered[Group], triggers: Sequence[Judged], scope: tuple[int, ...]
    ) -> Occurrence:
        group = one.item
        main = sum(j.main for j in group) / len(group)
        return Occurrence(
            trigger=tuple(j.candidate.tokens for j in group),
            form=form_of(parsed, group, triggers, self.judges.form, one.chance),
            status=status_of(parsed, group, self.judges.status),
            main=main >= 0.5,
            scope=scope,
            confidence=one.chance,
        )


def _starts(a: Judged, b: Judged) -> tuple[int, int]:
    return a.candidate.tokens.start, b.candidate.tokens.start


def _triggers(scored: Sequence[Judged]) -> list[Judged]:
    return [j for j in scored if j.chance >= TRIGGER]


def _kept(scored: Sequence[Judged]) -> list[Judged]:
    """The triggers, in the order of the text; the surest where there are too many to be joined."""
    kept = sorted(_triggers(scored), key=lambda j: -j.chance)[:MAX_TRIGGERS]
    return sorted(kept, key=lambda j: j.candidate.tokens.start)


def _needed(threshold: float, relevance: float) -> float:
    """The threshold, raised by a share of the log-odds that speak against the article."""
    doubt = max(0.0, -_log_odds(relevance))
    return 1.0 / (1.0 + math.exp(-_log_odds(threshold) - DOUBT * doubt))


def _log_odds(probability: float) -> float:
    inside = min(max(probability, 0.005), 0.995)
    return math.log(inside / (1.0 - inside))


# A sentence without a trigger belongs to the event told last, at most this many sentences before.
_REACH = 8


def _scopes(parsed: Parsed, groups: Sequence[Sequence[Judged]]) -> list[tuple[int, ...]]:
    """For each event the sentences that tell of it.

    A sentence with triggers belongs to their events; one without to the events of the nearest
    sentence before it; the head of the article to the first event told.
    """
    named = [{j.candidate.sentence for j in group} for group in groups]
    starts = sorted(set().union(*named))
    scopes: list[list[int]] = [[] for _ in groups]
    for number in range(len(parsed.sentences) if starts else 0):
        before = starts[max(0, bisect_right(starts, number) - 1)]
        if number - before > _REACH and len(groups) > 1:
            continue
        for scope, sentences in zip(scopes, named, strict=True):
            if before in sentences:
                scope.append(number)
    return [tuple(scope) for scope in scopes]

"""EventFinder: from candidates to occurrences."""

from __future__ import annotations

import math
from collections.abc import Sequence

from dateline.extract.considered import Considered, Judgement, taken
from dateline.extract.event.candidates import Candidate, find_candidates
from dateline.extract.event.describe import Judged, form_of, status_of
from dateline.extract.event.features import ArticleView, plain_features, tagged_features
from dateline.extract.event.join import MAX_TRIGGERS, join
from dateline.extract.event.lexicon import lexicon
from dateline.extract.event.pairs import pair_features
from dateline.extract.linear import load_model, log_odds
from dateline.extract.occurrence import Occurrence
from dateline.parse import Parsed
from dateline.settings import Settings

# Words below this are no trigger of any event. Chosen, like JOIN and DOUBT, by the score on the
# development articles (docs/reference/models/events.md).
TRIGGER = 0.3
JOIN = 0.2
# How much of the gate's doubt is added to a trigger's.
DOUBT = 0.3
# What a sure word of a team's own codebook is given at least: enough to be an event's only word, with the
# gate's doubt added, and little enough to have a say beside a word that the judge is certain of.
GIVEN = 0.6
# Candidates judged of one article, the first ones; a report of the longest kind has some hundreds.
MAX_CANDIDATES = 2_000


Group = tuple[Judged, ...]
"""Words that name one event, the surest first."""


class EventFinder:
    """Finds the events that an article tells of; loads its four small models once.

    Attributes:
        trigger: Judges whether a word names an event.
        same: Judges whether two words name one event.
        main: Judges whether the article is news of the event that a word names.
        planned: Judges whether that event lies ahead.
    """

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._lexicon = lexicon(settings.codebook.forms)
        self.trigger = load_model("event-trigger.json.gz")
        self._most = self.trigger.most_from_tags()
        self.same = load_model("event-same.json.gz")
        self.main = load_model("event-main.json.gz")
        self.planned = load_model("event-planned.json.gz")

    def find(self, parsed: Parsed, relevance: float = 1.0) -> tuple[Occurrence, ...]:
        """The article's events, in the order of their first trigger; empty where it has none.

        ``relevance`` is the gate's probability that the article reports a protest at all: where that
        is small, words must be surer to count.
        """
        return self.occurrences(parsed, self.considered(parsed, self.scored(parsed), relevance))

    def occurrences(self, parsed: Parsed, considered: Sequence[Considered[Group]]) -> tuple[Occurrence, ...]:
        """Those of the events that are taken."""
        groups = [one.item for one in taken(considered)]
        scopes = _scopes(parsed, groups)
        return tuple(self._occurrence(parsed, g, scope) for g, scope in zip(groups, scopes, strict=True))

    def considered(
        self, parsed: Parsed, scored: Sequence[Judged], relevance: float
    ) -> list[Considered[Group]]:
        """The events that the ``scored`` words could name, in the order of the text.

        Of each the words that name it, the surest first, which is as sure as the event.
        """
        groups = join(_kept(scored), lambda a, b: self.same_event(parsed, a, b), JOIN)
        ranked = [sorted(group, key=lambda j: -j.chance) for group in groups]
        needed = self.needed(relevance)
        ruled, most = list[Considered[Group]](), self._settings.max_mentions
        for n, group in enumerate(sorted(ranked, key=lambda group: -group[0].chance)):
            one = Considered(tuple(group), group[0].chance)
            few = one if n < most else one.passed_over("too_many")
            ruled.append(few if one.chance >= needed else one.passed_over("below_threshold"))
        return sorted(ruled, key=lambda one: one.item[0].candidate.tokens.start)

    def needed(self, relevance: float) -> float:
        """How sure a word must be to be an event's only one, in an article of this relevance."""
        return _needed(self._settings.event_threshold, relevance)

    def scored(self, parsed: Parsed, *, in_full: bool = False) -> list[Judged]:
        """All candidates with their probabilities, in the order of the text.

        Those that cannot reach ``TRIGGER`` whatever the encoder says are judged only ``in_full``.
        """
        candidates = find_candidates(parsed, self._lexicon)[:MAX_CANDIDATES]
        view = ArticleView.of(parsed, candidates)
        return [self._judged(c, view, in_full=in_full) for c in candidates]

    def _judged(self, candidate: Candidate, view: ArticleView, *, in_full: bool) -> Judged:
        features = plain_features(candidate, view)
        hopeless = self.trigger.score(features) + self._most < log_odds(TRIGGER) and not candidate.given
        if hopeless and not in_full:
            return Judged(candidate, 0.0, 0.0, 0.0)
        features += tagged_features(candidate, view)
        chance = self.trigger.probability(features)
        if candidate.given and candidate.sure:
            chance = max(chance, GIVEN)
        if chance < TRIGGER:
            return Judged(candidate, chance, 0.0, 0.0, features)
        return Judged(
            candidate, chance, self.main.probability(features), self.planned.probability(features), features
        )

    def same_event(self, parsed: Parsed, a: Judged, b: Judged) -> float:
        """Probability that two triggers, ``a`` the first in the text, name one event."""
        judgement = self.pair(parsed, a, b)
        return judgement.judge.probability(judgement.features)

    def pair(self, parsed: Parsed, a: Judged, b: Judged) -> Judgement:
        """What ``same_event`` rests on."""
        return Judgement(self.same, pair_features(parsed, a.candidate, b.candidate))

    def _occurrence(self, parsed: Parsed, group: Sequence[Judged], scope: tuple[int, ...]) -> Occurrence:
        main = sum(j.main for j in group) / len(group)
        return Occurrence(
            trigger=tuple(j.candidate.tokens for j in group),
            form=form_of(parsed, group),
            status=status_of(parsed, group),
            main=main >= 0.5,
            scope=scope,
            confidence=group[0].chance,
        )


def _kept(scored: Sequence[Judged]) -> list[Judged]:
    """The triggers, in the order of the text; the surest where there are too many to be joined."""
    triggers = [j for j in scored if j.chance >= TRIGGER]
    kept = sorted(triggers, key=lambda j: -j.chance)[:MAX_TRIGGERS]
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
    starts = sorted(set().union(*named)) if named else []
    scopes: list[list[int]] = [[] for _ in groups]
    for number in range(len(parsed.sentences)):
        before = [s for s in starts if s <= number] or starts[:1]
        if not before or (number - before[-1] > _REACH and len(groups) > 1):
            continue
        for scope, sentences in zip(scopes, named, strict=True):
            if before[-1] in sentences:
                scope.append(number)
    return [tuple(scope) for scope in scopes]

"""IssueFinder: what an event is for or against."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from spacy.tokens import Span as Tokens

from dateline.codebook import OwnTopic
from dateline.extract.considered import Considered, Judgement, taken
from dateline.extract.issue.clauses import Clause, find_clauses
from dateline.extract.issue.features import (
    Distance,
    Event,
    article_features,
    clause_features,
    events_of,
    near_features,
    tagged_features,
)
from dateline.extract.issue.stance import stance_of
from dateline.extract.issue.topics import topics_of
from dateline.extract.linear import load_model, log_odds
from dateline.extract.occurrence import Occurrence
from dateline.parse import Parsed
from dateline.parse.words import Words, words_of
from dateline.records import Issue
from dateline.records.ids import value_id

# Stretches from this probability on are issues; chosen by five folds over the training articles.
THRESHOLD = 0.47
_NEEDED = log_odds(THRESHOLD)
# Sentences from an event's words in which a stretch is weighed. The judge is fitted on more; what is farther
# was never rightly taken on the development articles.
REACH = 4
MAX_ISSUES = 3  # the coding rules ask for one to three


@dataclass(frozen=True, slots=True)
class Clauses:
    """An article's stretches: the features that are the same for each event, and how far each event is."""

    words: Words
    clauses: tuple[Clause, ...]
    features: tuple[list[str], ...]
    events: tuple[Event, ...]
    distances: tuple[tuple[Distance, ...], ...]

    @classmethod
    def of(cls, parsed: Parsed, occurrences: Sequence[Occurrence]) -> Clauses:
        """Find the stretches near a trigger and describe each once."""
        words, events = words_of(parsed.doc), events_of(parsed, occurrences)
        told = {sentence for event in events for sentence, _ in event.roots}
        near = {n for s in told for n in range(s - REACH, s + REACH + 1)}
        clauses = tuple(find_clauses(parsed, words, near))
        standing = article_features(parsed, words, clauses)
        features = tuple(clause_features(words, c) + own for c, own in zip(clauses, standing, strict=True))
        distances = tuple(tuple([event.distance(c) for event in events]) for c in clauses)
        return cls(words, clauses, features, events, distances)

    def near(self, occurrence: Occurrence) -> Iterator[tuple[Clause, list[str]]]:
        """The stretches near an event, with the features that need no look at the tags of their edges."""
        number = next(n for n, event in enumerate(self.events) if event.occurrence is occurrence)
        event = self.events[number]
        for clause, own, distances in zip(self.clauses, self.features, self.distances, strict=True):
            if event.reaches(clause.sentence, REACH):
                ranked = sorted(distances)
                yield clause, own + near_features(self.words, clause, event, distances[number], ranked)


class IssueFinder:
    """Gives each event its issues; loads its model once. ``topics`` are a team's own."""

    def __init__(self, topics: tuple[OwnTopic, ...] = ()) -> None:
        self._topics = topics
        self._model = load_model("issue.json.gz")
        self._most = self._model.most_from_tags()

    def find(self, parsed: Parsed, clauses: Clauses, occurrence: Occurrence) -> tuple[Issue, ...]:
        """Up to three issues, the surest first; no two share words."""
        return tuple(self.issue(parsed, one) for one in taken(self.considered(parsed, clauses, occurrence)))

    def considered(
        self, parsed: Parsed, clauses: Clauses, occurrence: Occurrence, *, in_full: bool = False
    ) -> list[Considered[Clause]]:
        """The stretches near the event as they were weighed, the surest first.

        Those that cannot reach the threshold whatever the encoder says are there only ``in_full``.
        """
        scored = []
        for clause, untagged in clauses.near(occurrence):
            if not in_full and self._model.score(untagged) + self._most < _NEEDED:
                continue
            features = untagged + tagged_features(clause, parsed.tags)
            judged = (Judgement(self._model, features),)
            scored.append(Considered(clause, self._model.probability(features), judged))
        return _chosen(sorted(scored, key=lambda one: (-one.chance, one.item.tokens.start)))

    def issue(self, parsed: Parsed, one: Considered[Clause]) -> Issue:
        """A stretch as an issue."""
        return _issue(parsed, one.chance, one.item, self._topics)


def _chosen(scored: list[Considered[Clause]]) -> list[Considered[Clause]]:
    """The surest stretches, as many as an event may have, none with words of a surer one."""
    kept: list[Clause] = []
    return [_ruled(one, kept) for one in scored]


def _ruled(one: Considered[Clause], kept: list[Clause]) -> Considered[Clause]:
    tokens = one.item.tokens
    if one.chance < THRESHOLD:
        return one.passed_over("below_threshold")
    if any(tokens.start < k.tokens.end and k.tokens.start < tokens.end for k in kept):
        return one.passed_over("shares_words")
    kept.append(one.item)
    return one if len(kept) <= MAX_ISSUES else one.passed_over("too_many")


# Nouns that say the stance, and are part of what an event is for: "solidarity with the dockers".
_STANCES = frozenset("solidarity support sympathy empathy opposition anger outrage concern demand".split())


def _with_stance(clause: Clause) -> Tokens:
    """The stretch with the noun of stance that it hangs on, where that stands right before it."""
    doc, start = clause.tokens.doc, clause.tokens.start
    before = start - 1 if doc[start].dep_ == "prep" else start - 2  # an empty "of" or "with" was cut off
    if before >= 0 and doc[before].lower_ in _STANCES and start - before <= 2:
        return doc[before : clause.tokens.end]
    return clause.tokens


def _issue(parsed: Parsed, chance: float, clause: Clause, own: tuple[OwnTopic, ...]) -> Issue:
    span = parsed.words(_with_stance(clause))
    return Issue(
        id=value_id(parsed.article.id, "issue", span.start, span.end),
        words=span.quote,
        stance=stance_of(clause),
        topics=topics_of(span.quote, own),
        confidence=round(chance, 3),
        evidence=(span,),
        by="issue/1",
    )

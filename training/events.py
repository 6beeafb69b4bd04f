"""Fit the seven models of ``dateline.extract.event`` on coded articles.

    python training/events.py --bench ../shared/bench --tags build/tags-train.npz

Reads the coded articles (``own_labels.py``) (coded event mentions); writes
``src/dateline/extract/models/event-*.json.gz`` and prints five-fold figures by article. Four judge words
and pairs of words. The other three judge what comes of those: events as they are found in articles that the
first four have not seen, by models fitted on the other folds. Deterministic, one core, about two minutes.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from coded import find_words, read_coded  # in this folder
from fitting import Task, fit_quietly, run

from dateline.extract.event.candidates import Candidate, find_candidates
from dateline.extract.event.describe import STATUSES, form_features, status_features, with_status
from dateline.extract.event.features import ArticleView, candidate_features
from dateline.extract.event.find import JOIN, TRIGGER, EventFinder, Group, Judges
from dateline.extract.event.pairs import PairView, pair_features
from dateline.extract.linear import LinearModel
from dateline.parse import Parsed
from dateline.settings import Settings

AHEAD = ("planned", "threatened", "called_off")
FOLDS = 5
# Thresholds of joining whose groups teach form and status: with other groups, other words come together.
JOINS = (0.15, JOIN, 0.25, 0.3)
NONE = LinearModel("none/1", 0.0, {})

Article = tuple[dict[str, Any], Parsed]


def tasks(bench: Path, tags: Path | None) -> list[Task]:
    """The questions put to words, and those put to the events that come of the answers."""
    articles = read_coded(bench, tags)
    of_words = word_tasks(articles)
    return [*of_words, *event_tasks(articles, of_words)]


def word_tasks(articles: list[Article]) -> list[Task]:
    """Does a word name an event, is it news, does it lie ahead, do two words name the same?"""
    trigger, main = Task("event-trigger", 0.1), Task("event-main", 0.05)
    planned, same = Task("event-planned", 0.1), Task("event-same", 0.1)
    for number, (gold, parsed) in enumerate(articles):
        candidates, mentions = find_candidates(parsed), gold["mentions"]
        view, pairs = ArticleView.of(parsed, candidates), PairView.of(parsed, candidates)
        hits = _hits(gold, candidates)
        named_words = {c.words for c, hit in zip(candidates, hits, strict=True) if hit}
        for candidate, hit in zip(candidates, hits, strict=True):
            features = candidate_features(candidate, view)
            if hit or candidate.words not in named_words:  # else it may well name the coded event again
                trigger.add(features, bool(hit), number)
            if hit:
                main.add(features, any(mentions[i]["main"] for i in hit), number)
                planned.add(features, mentions[min(hit)]["status"] in AHEAD, number)
        named = [i for i, hit in enumerate(hits) if hit]
        for n, i in enumerate(named):
            for j in named[n + 1 :]:
                features = pair_features(pairs, candidates[i], candidates[j])
                same.add(features, bool(hits[i] & hits[j]), number)
    return [trigger, main, planned, same]


def event_tasks(articles: list[Article], of_words: list[Task]) -> list[Task]:
    """Are words that were joined an event of their own, which form has it, which status?"""
    event, form, status = Task("event-mention", 0.03), Task("event-form", 0.05), Task("event-status", 0.05)
    for number, gold, parsed, finder in _unseen(articles, of_words):
        scored = finder.scored(parsed)
        triggers = [j for j in scored if j.chance >= TRIGGER]
        for needed in JOINS:
            groups = finder.grouped(parsed, scored, needed=needed)
            coded = _coded_as(gold, parsed, [one.item for one in groups])
            for n, one in enumerate(groups):
                if needed == JOIN:
                    event.add(list(one.judged[0].features), n in coded, number)
                if n in coded:
                    for name, features in form_features(one.item, triggers).items():
                        form.add(features, name == coded[n]["form"], number)
                    told = status_features(parsed, one.item)
                    for value in STATUSES:
                        status.add(with_status(value, told), value == coded[n]["status"], number)
    return [event, form, status]


def _unseen(
    articles: list[Article], of_words: list[Task]
) -> Iterator[tuple[int, dict[str, Any], Parsed, EventFinder]]:
    """Each article with a finder whose models are fitted on the other folds."""
    for fold in range(FOLDS):
        others = {n for n in range(len(articles)) if n % FOLDS != fold}
        trigger, main, planned, same = (fit_quietly(task.of(others)) for task in of_words)
        judges = Judges(
            trigger=trigger, same=same, main=main, planned=planned, event=NONE, form=NONE, status=NONE
        )
        finder = EventFinder(Settings(), judges)
        for number, (gold, parsed) in enumerate(articles):
            if number not in others:
                yield number, gold, parsed, finder


def _coded_as(gold: dict[str, Any], parsed: Parsed, groups: list[Group]) -> dict[int, dict[str, Any]]:
    """The coded mention of each group that is one: of the pairs that share words or a sentence the best."""
    pairs = []
    for m, mention in enumerate(gold["mentions"]):
        spans = [span for t in mention["trigger"] if (span := find_words(gold["text"], t))]
        sentences = {parsed.sentence_of(parsed.token_at(start)) for start, _ in spans}
        for n, group in enumerate(groups):
            words = any(_overlaps(span, j.candidate) for span in spans for j in group)
            near = not sentences.isdisjoint({j.candidate.sentence for j in group})
            like = any(j.candidate.form == mention["form"] for j in group)
            if words or near:
                pairs.append((-(2 * words + near + like), m, n))
    coded: dict[int, dict[str, Any]] = {}
    used: set[int] = set()
    for _, m, n in sorted(pairs):
        if m not in used and n not in coded:
            used.add(m)
            coded[n] = gold["mentions"][m]
    return coded


def _overlaps(span: tuple[int, int], c: Candidate) -> bool:
    return span[0] < c.tokens.end_char and c.tokens.start_char < span[1]


def _hits(gold: dict[str, Any], candidates: list[Candidate]) -> list[set[int]]:
    """For each candidate the numbers of the coded mentions whose words it shares."""
    named = [
        (i, span)
        for i, m in enumerate(gold["mentions"])
        for t in m["trigger"]
        if (span := find_words(gold["text"], t))
    ]
    return [
        {i for i, (start, end) in named if start < c.tokens.end_char and c.tokens.start_char < end}
        for c in candidates
    ]


if __name__ == "__main__":
    run(__doc__, tasks)

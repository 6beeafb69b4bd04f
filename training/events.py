"""Fit the four models of ``dateline.extract.event`` on coded articles.

    python training/events.py --bench ../shared/bench --tags build/tags-train.npz

Reads ``records/train.jsonl`` (coded event mentions); writes ``src/dateline/extract/models/event-*.json.gz``
and prints five-fold figures by article. Deterministic, one core, about two minutes.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from coded import find_words, read_coded  # in this folder
from fitting import Task, run

from dateline.extract.event.candidates import Candidate, find_candidates
from dateline.extract.event.features import ArticleView, candidate_features
from dateline.extract.event.pairs import pair_features

AHEAD = ("planned", "threatened", "called_off")


def tasks(bench: Path, tags: Path | None) -> list[Task]:
    """The four questions put to the coded articles: does it name an event, is it news, ahead, the same?"""
    trigger, main = Task("event-trigger", 0.1), Task("event-main", 0.05)
    planned, same = Task("event-planned", 0.1), Task("event-same", 0.05)
    for number, (gold, parsed) in enumerate(read_coded(bench / "records/train.jsonl", tags)):
        candidates, mentions = find_candidates(parsed), gold["mentions"]
        view = ArticleView.of(parsed, candidates)
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
                features = pair_features(parsed, candidates[i], candidates[j])
                same.add(features, bool(hits[i] & hits[j]), number)
    return [trigger, main, planned, same]


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

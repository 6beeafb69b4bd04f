"""Fit the judges of ``dateline.extract.police``: which words tell of police action, and at which event.

    python training/police.py --bench ../shared/bench --tags build/tags-train.npz

Reads the coded articles (``own_labels.py``), takes the coded events' own words as given. ``police-told``
learns which candidates are of an action that coders named in the article (they quote one passage of
several); ``police-event``, of those, at which of the article's events: the one whose coded words the
candidate shares, else those that have the action. Writes ``police-told.json.gz`` and ``police-
event.json.gz`` into ``src/dateline/extract/models``. Nothing is drawn by chance.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from coded import coded_occurrences, find_words, read_coded  # in this folder
from fitting import Task, run

from dateline.extract.police.candidates import Candidate, find_candidates
from dateline.extract.police.features import event_features, told_features
from dateline.extract.police.find import is_near
from dateline.parse import Parsed

Pair = tuple[list[str], bool, list[tuple[list[str], bool]]]


def tasks(bench: Path, tags: Path | None) -> Iterator[Task]:
    """The two yes/no tasks."""
    told, event = Task("police-told", strength=0.1), Task("police-event", strength=0.1)
    for number, (gold, parsed) in enumerate(read_coded(bench, tags)):
        for own, named, events in pairs(gold, parsed):
            told.add(own, named, number)
            if named:
                for row, label in events:
                    event.add(row, label, number)
    yield told
    yield event


def pairs(gold: dict[str, Any], parsed: Parsed) -> Iterator[Pair]:
    """A candidate: its features, whether coders named it, and for each event near it the same."""
    coded = list(coded_occurrences(gold, parsed))
    candidates = find_candidates(parsed)
    for candidate in candidates:
        quoted = [_quotes(gold, mention, candidate) for mention, _ in coded]
        has = [any(p["action"] == candidate.value for p in mention["police"]) for mention, _ in coded]
        events = []
        for (_, one), label in zip(coded, quoted if any(quoted) else has, strict=True):
            if is_near(parsed, candidate, one):
                row = event_features(parsed, candidate, one, [o for _, o in coded if o is not one])
                events.append((row, label))
        yield told_features(parsed, candidate, candidates), any(has), events


def _quotes(gold: dict[str, Any], mention: dict[str, Any], candidate: Candidate) -> bool:
    """Whether the coder of an event quoted words that the candidate shares for its action."""
    spans = [find_words(gold["text"], p) for p in mention["police"] if p["action"] == candidate.value]
    return any(s and candidate.span.start < s[1] and s[0] < candidate.span.end for s in spans)


if __name__ == "__main__":
    run(__doc__, tasks)

"""Fit the judges of ``dateline.extract.police``: which words tell of police action, and at which event.

    python training/police.py --bench ../shared/bench --tags build/tags-train.npz

Reads ``records/train.jsonl``, takes the coded events' own words as given. ``police-told`` learns which
candidates share words with an action that a coder named; ``police-event``, of those, at which of the
article's events the coder named it. Writes ``police-told.json.gz`` and ``police-event.json.gz`` into
``src/dateline/extract/models``. Nothing is drawn by chance.
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

Pair = tuple[Candidate, list[str], list[tuple[list[str], bool]]]


def tasks(bench: Path, tags: Path | None) -> Iterator[Task]:
    """The two yes/no tasks."""
    told, event = Task("police-told", strength=0.2), Task("police-event", strength=0.1)
    for number, (gold, parsed) in enumerate(read_coded(bench / "records/train.jsonl", tags)):
        for _, own, events in pairs(gold, parsed):
            named = any(label for _, label in events)
            told.add(own, named, number)
            if named:
                for row, label in events:
                    event.add(row, label, number)
    yield told
    yield event


def pairs(gold: dict[str, Any], parsed: Parsed) -> Iterator[Pair]:
    """Each candidate with its features, and those of each event near it with whether it is that event's."""
    coded = list(coded_occurrences(gold, parsed))
    candidates = find_candidates(parsed)
    for candidate in candidates:
        events = []
        for mention, one in coded:
            if is_near(parsed, candidate, one):
                row = event_features(parsed, candidate, one, [o for _, o in coded if o is not one])
                events.append((row, _is_named(gold, mention, candidate)))
        yield candidate, told_features(parsed, candidate, candidates), events


def _is_named(gold: dict[str, Any], mention: dict[str, Any], candidate: Candidate) -> bool:
    """Whether a coder named the action at the event with words that the candidate shares."""
    spans = [
        find_words(gold["text"], p) for p in mention.get("police") or [] if p["action"] == candidate.value
    ]
    return any(s and candidate.span.start < s[1] and s[0] < candidate.span.end for s in spans)


if __name__ == "__main__":
    run(__doc__, tasks)

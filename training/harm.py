"""Fit the judge of ``dateline.extract.harm``: which event the arrested, injured and killed are of.

    python training/harm.py --bench ../shared/bench --tags build/tags-train.npz

Reads the coded articles (``own_labels.py``), takes the coded events' own words as given, and labels each
pair of a count and an event by whether the coder gave the event that figure. Each article with several
events is read again without one of them, so that the judge learns that an event may be missing. Writes
``src/dateline/extract/models/harm.json.gz``. Seeded, one core.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from coded import coded_occurrences, read_coded  # in this folder
from fitting import Task, run

from dateline.extract.harm import FoundCount, find_counts
from dateline.extract.harm.features import Peers, count_features, pair_features
from dateline.extract.harm.share import within_reach
from dateline.extract.occurrence import Occurrence
from dateline.parse import Parsed

SEED = 7
STRENGTH = 0.1

CodedEvents = Sequence[tuple[dict[str, Any], Occurrence]]


def task(bench: Path, tags: Path | None) -> Task:
    """The yes/no task."""
    rng = random.Random(SEED)
    result = Task("harm", strength=STRENGTH)
    for number, (gold, parsed) in enumerate(read_coded(bench, tags)):
        events = list(coded_occurrences(gold, parsed))
        found = find_counts(parsed)
        add_rows(result, parsed, found, events, number)
        if len(events) > 1:
            dropped = rng.randrange(len(events))
            add_rows(result, parsed, found, [e for i, e in enumerate(events) if i != dropped], number)
    return result


def add_rows(
    result: Task, parsed: Parsed, found: Sequence[FoundCount], events: CodedEvents, number: int
) -> None:
    """A row for each count and event of an article."""
    peers = Peers.by_kind(found)
    for item in found:
        own = count_features(parsed, item, peers[item.kind])
        for mention, occurrence in events:
            if not within_reach(parsed, item, occurrence):
                continue
            others = [o for _, o in events if o is not occurrence]
            row = own + pair_features(parsed, item, occurrence, others)
            result.add(row, is_figure(mention[item.kind], item), number)


def is_figure(coded: dict[str, Any] | None, item: FoundCount) -> bool:
    """Whether a coder's figure is this one: both bounds the same, or within two in a hundred."""
    if coded is None:
        return False
    pairs = ((coded["low"], item.count.low), (coded["high"], item.count.high))
    return all(_same(a, b) for a, b in pairs)


def _same(a: int | None, b: int | None) -> bool:
    return a == b or (a is not None and b is not None and a > 0 and abs(a - b) <= 0.02 * a)


if __name__ == "__main__":
    run(__doc__, lambda bench, tags: [task(bench, tags)])

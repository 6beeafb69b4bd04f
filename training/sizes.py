"""Fit the judge of ``dateline.extract.size``: which counted numbers are the size of which event.

    python training/sizes.py --bench ../shared/bench

Reads the coded articles (``own_labels.py``), takes the coded events' own words as given, and labels each
pair of a counted number and an event by whether a coder gave that number as its size. A figure told a
second time is left out where the coder pointed at another place. Articles with several events are taken a
second time without one of them, drawn by lot, so that the judge meets sizes of events that were not found.
Writes ``src/dateline/extract/models/size.json.gz``. One core.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from coded import coded_occurrences, find_words, read_coded  # in this folder
from fitting import Task, run

from dateline.extract.counted import Counted
from dateline.extract.occurrence import Occurrence
from dateline.extract.size import find_sizes
from dateline.extract.size_judge import Place, is_near, pair_features
from dateline.parse import Parsed

SEED = 7


def task(bench: Path, tags: Path | None) -> Task:
    """The yes/no task; the tags are not asked."""
    return task_of(read_coded(bench, tags))


def task_of(articles: Sequence[tuple[dict[str, Any], Parsed]]) -> Task:
    """The yes/no task of some coded articles."""
    rng = random.Random(SEED)
    result = Task("size", strength=0.1)
    for number, (gold, parsed) in enumerate(articles):
        for row, label in _rows(gold, parsed, list(coded_occurrences(gold, parsed))):
            result.add(row, label, number)
    for number, (gold, parsed) in enumerate(articles):
        events = list(coded_occurrences(gold, parsed))
        if len(events) > 1:
            events.pop(rng.randrange(len(events)))
            for row, label in _rows(gold, parsed, events):
                result.add(row, label, number)
    return result


def _rows(
    gold: dict[str, Any], parsed: Parsed, events: Sequence[tuple[dict[str, Any], Occurrence]]
) -> Iterator[tuple[list[str], bool]]:
    found = find_sizes(parsed)
    places = [(mention, Place.of(parsed, occurrence)) for mention, occurrence in events]
    for mention, place in places:
        rivals = [other for _, other in places if other is not place]
        for number in found:
            label = label_of(gold["text"], mention, number.counted)
            if label is not None and is_near(place, number):
                yield [*number.features, *pair_features(place, number, rivals)], label


def label_of(text: str, mention: dict[str, Any], counted: Counted) -> bool | None:
    """Whether a coder gave this number as the event's size; None where he gave the same figure elsewhere."""
    start, end = counted.quantity.start, counted.quantity.end
    figures = counted.quantity.reading.low, counted.quantity.reading.high
    for size in mention["size"]:
        words = find_words(text, size)
        if words and words[0] < end and start < words[1]:
            return True
        if figures == (size["low"], size["high"]):
            return None
    return False


if __name__ == "__main__":
    run(__doc__, lambda bench, tags: [task(bench, tags)])

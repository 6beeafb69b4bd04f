"""Fit which time expression of an article tells the day of an event.

    python training/event_date.py --bench ../shared/bench

Writes ``event-date.json.gz`` into the package; docs/reference/models/event-date.md says how well it does.
"""

from __future__ import annotations

import argparse
import dataclasses
from datetime import date
from pathlib import Path
from typing import Any

from coded import coded_occurrences, read_coded
from fitting import Task, fit, write_model

from dateline.extract.date import candidate_features, days_of
from dateline.extract.time_expression import day_of_article, find_times
from dateline.read.heading import find_heading
from dateline.records import EventDate


def main() -> None:
    """Read the coded articles, fit, write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--bench", type=Path, required=True)
    bench = parser.parse_args().bench
    task = Task("event-date", strength=0.3)
    for group, (gold, plain) in enumerate(read_coded(bench / "records/train.jsonl")):
        parsed = dataclasses.replace(plain, heading=find_heading(plain.text, plain.article.published))
        times, today = find_times(parsed), day_of_article(parsed)
        for mention, occurrence in coded_occurrences(gold, parsed):
            for time in times:
                if time.start is None or time.type != "date":
                    continue
                days = days_of(parsed, occurrence, time, 1.0, today)
                features = candidate_features(parsed, occurrence, time, times, today)
                task.add(features, _same(mention["date"], days), group)
    write_model(fit(task))


def _same(coded: dict[str, Any] | None, days: EventDate | None) -> bool:
    """The same day; for a spell, at least half of the two spells in common (as the scorer has it)."""
    if coded is None or days is None:
        return False
    start, end = date.fromisoformat(coded["start"]), date.fromisoformat(coded["end"])
    if start == end:
        return days.start == days.end == start
    common = (min(end, days.end) - max(start, days.start)).days + 1
    return common > 0 and common / ((max(end, days.end) - min(start, days.start)).days + 1) >= 0.5


if __name__ == "__main__":
    main()

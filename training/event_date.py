"""Fit which time expression of an article tells the day of an event, and whether the event lasted from it on.

    python training/event_date.py --bench ../shared/bench --tags build/tags-train.npz

Writes ``event-date.json.gz`` and ``event-lasting.json.gz`` into the package;
docs/reference/models/event-date.md says how well they do.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from coded import coded_occurrences, read_coded
from fitting import Task, run

from dateline.extract.date import can_last, cannot_date, days_told, is_coming
from dateline.extract.date_features import candidate_features, lasting_features, tagged_features
from dateline.extract.occurrence import Occurrence
from dateline.extract.time_expression import day_of_article, find_times
from dateline.records import TimeExpression

Days = tuple[date, date]


def tasks(bench: Path, tags: Path | None) -> list[Task]:
    """The two yes/no tasks."""
    chosen, lasting = Task("event-date", strength=0.08), Task("event-lasting", strength=0.1)
    for group, (gold, parsed) in enumerate(read_coded(bench, tags)):
        times, today = find_times(parsed), day_of_article(parsed)
        for mention, occurrence in coded_occurrences(gold, parsed):
            for time in times:
                if cannot_date(parsed, occurrence, time, today) is not None:
                    continue
                told, until = _readings(occurrence, time, today)
                if told is None:
                    continue
                right = _same(mention["date"], told), _same(mention["date"], until)
                features = candidate_features(parsed, occurrence, time, times, today)
                chosen.add(features + tagged_features(parsed, time), any(right), group)
                if until is not None and right[0] != right[1]:
                    lasting.add(lasting_features(parsed, occurrence, time, today), right[1], group)
    return [chosen, lasting]


def _readings(
    occurrence: Occurrence, time: TimeExpression, today: date | None
) -> tuple[Days | None, Days | None]:
    """The days that the expression tells, and those from there until publication."""
    told = days_told(occurrence, time, today)
    if told is None or today is None or is_coming(occurrence) or not can_last(*told, today):
        return told, None
    return told, (told[0], today)


def _same(coded: dict[str, Any] | None, days: Days | None) -> bool:
    """The same day; for a spell, at least half of the two spells in common (as the scorer has it)."""
    if coded is None or days is None:
        return False
    start, end = date.fromisoformat(coded["start"]), date.fromisoformat(coded["end"])
    if start == end:
        return days == (start, start)
    common = (min(end, days[1]) - max(start, days[0])).days + 1
    return common > 0 and common / ((max(end, days[1]) - min(start, days[0])).days + 1) >= 0.5


if __name__ == "__main__":
    run(__doc__, tasks)

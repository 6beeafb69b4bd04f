"""When an event was: which of an article's time expressions tells its day.

What the calendar cannot tell stays unknown: an event gets no date from the publication day alone. See
docs/explanation/dates.md.
"""

from __future__ import annotations

import calendar
import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from functools import cache
from typing import Final

from dateline.extract.considered import Considered, Judgement, taken
from dateline.extract.date_features import candidate_features, lasting_features, tagged_features
from dateline.extract.linear import load_model, log_odds
from dateline.extract.occurrence import Occurrence
from dateline.extract.time_expression import day_of_article, find_times
from dateline.parse import Parsed
from dateline.records import EventDate, TimeExpression
from dateline.records.explanation import WhyNot

__all__ = ["date_of_event", "day_of_article", "find_times"]

_STATED: Final = frozenset(
    f"date.{name}/1"
    for name in ("month_day", "day_month", "iso", "slashed", "month_year", "month", "year", "decade", "feast")
)
_PART_OF_SPAN: Final = re.compile(r"\b(early|mid|middle|late|beginning|start|end)\b", re.IGNORECASE)
_YEAR: Final = re.compile(r"(?:1[89]|20)\d\d")
_MODEL: Final = "event-date.json.gz"
# A day must be likelier than this; see the model card.
THRESHOLD: Final = 0.4
# Where the heading's day, the day of printing, would stand in for words that date the event.
THRESHOLD_BEFORE_HEADING: Final = 0.25
_LASTING_MODEL: Final = "event-lasting.json.gz"
_LASTING: Final = 0.5
_LONGEST_LASTING: Final = 400  # days
_YEARS_AGO: Final = 3  # "three years ago" is about that time of the year, "thirty years ago" is not


def date_of_event(
    parsed: Parsed, occurrence: Occurrence, times: tuple[TimeExpression, ...]
) -> EventDate | None:
    """The day or days of an event, or None where the article does not tell even the month.

    Words attached to the trigger come first, then those of its sentence, then those near it.
    ``times`` are those of ``find_times`` for the same article.
    """
    today, times = day_of_article(parsed), _nearest(parsed, occurrence, times)
    best = next(iter(taken(considered_times(parsed, occurrence, times))), None)
    if best is None:
        return _date_of_heading(parsed, occurrence)
    told = days_of(parsed, occurrence, best.item, best.chance, today)
    return told and _with_joined_days(parsed, told, best.item, times)


def considered_times(
    parsed: Parsed, occurrence: Occurrence, times: tuple[TimeExpression, ...]
) -> list[Considered[TimeExpression]]:
    """The time expressions around an event as they were weighed as its day, in the order of the text.

    At most one is taken: the likeliest, the first of equals.
    """
    today, model = day_of_article(parsed), load_model(_MODEL)
    most, least = _most_from_tags(), needed(parsed, occurrence)
    times = _nearest(parsed, occurrence, times)
    weighed: list[Considered[TimeExpression]] = []
    for time in times:
        if (why_not := cannot_date(parsed, occurrence, time, today)) is not None:
            weighed.append(Considered(time, 0.0, why_not=why_not))
            continue
        features = candidate_features(parsed, occurrence, time, times, today)
        if model.score(features) + most >= log_odds(least):  # else the encoder would change nothing
            features = features + tagged_features(parsed, time)
        weighed.append(Considered(time, model.probability(features), (Judgement(model, features),)))
    best = max((one.chance for one in weighed if one.taken), default=0.0)
    return _with_one_taken(weighed, best, least)


@cache
def _most_from_tags() -> float:
    return load_model(_MODEL).most_from_tags()


def needed(parsed: Parsed, occurrence: Occurrence) -> float:
    """How likely a time expression must be the event's day."""
    return THRESHOLD if _date_of_heading(parsed, occurrence) is None else THRESHOLD_BEFORE_HEADING


def _with_one_taken(
    weighed: list[Considered[TimeExpression]], best: float, least: float
) -> list[Considered[TimeExpression]]:
    ruled, found = [], False
    for one in weighed:
        if one.taken and one.chance <= least:
            ruled.append(one.passed_over("below_threshold"))
        elif one.taken and (found or one.chance < best):
            ruled.append(one.passed_over("less_likely"))
        else:
            found = found or one.taken
            ruled.append(one)
    return ruled


def _nearest(
    parsed: Parsed, occurrence: Occurrence, times: tuple[TimeExpression, ...]
) -> tuple[TimeExpression, ...]:
    """The time expressions around the trigger; each is weighed against all, and a text may be all dates."""
    if len(times) <= _MOST_TIMES:
        return times
    starts = [time.evidence[0].start for time in times]
    at = bisect_left(starts, parsed.doc[occurrence.head].idx)
    first = min(max(0, at - _MOST_TIMES // 2), len(times) - _MOST_TIMES)
    return times[first : first + _MOST_TIMES]


# What stands between two days of one list: "on Monday and on Wednesday", "22, 24 and 26 March".
_BETWEEN_DAYS: Final = re.compile(
    r"\s{0,20}+(?:,|and|&|, and|as well as)\s{0,20}+(?:on\s{1,20}+|again on\s{1,20}+)?", re.IGNORECASE
)
_MOST_DAYS: Final = 31
_MOST_TIMES: Final = 300


def _with_joined_days(
    parsed: Parsed, told: EventDate, chosen: TimeExpression, times: Sequence[TimeExpression]
) -> EventDate:
    """The date with the other days of the list that the chosen day stands in; ``days`` where it has gaps."""
    if told.precision != "day" or told.start != told.end:
        return told
    joined = _list_around(parsed, chosen, times)
    days = sorted({t.start for t in joined if t.start is not None})
    if len(days) < 2 or (days[-1] - days[0]).days >= _MOST_DAYS:
        return told
    gaps = (days[-1] - days[0]).days + 1 > len(days)
    spans = (*told.evidence, *(s for t in joined for s in t.evidence[:1] if s not in told.evidence))
    return replace(told, start=days[0], end=days[-1], days=tuple(days) if gaps else None, evidence=spans)


def _list_around(
    parsed: Parsed, chosen: TimeExpression, times: Sequence[TimeExpression]
) -> list[TimeExpression]:
    """The single days that stand in one list with the chosen one, it too."""
    days = [t for t in times if t.precision == "day" and t.start is not None and t.start == t.end]
    if chosen not in days:
        return [chosen]
    at = days.index(chosen)
    first = last = at
    while first > 0 and _listed(parsed, days[first - 1], days[first]):
        first -= 1
    while last + 1 < len(days) and _listed(parsed, days[last], days[last + 1]):
        last += 1
    return days[first : last + 1]


def _listed(parsed: Parsed, a: TimeExpression, b: TimeExpression) -> bool:
    between = parsed.text[a.evidence[0].end : b.evidence[0].start]
    return len(between) < 20 and _BETWEEN_DAYS.fullmatch(between) is not None


def cannot_date(
    parsed: Parsed, occurrence: Occurrence, time: TimeExpression, today: date | None
) -> WhyNot | None:
    """Why a time expression is not weighed: it names no days, stands in the head, or is of another tense."""
    if time.start is None or time.type not in {"date", "duration"} or _is_whole_year(time, today):
        return "no_day"
    span = time.evidence[0]
    if parsed.heading and span.start < parsed.heading.end and span.end > parsed.heading.start:
        return "in_the_heading"
    ahead = today is not None and time.start > today and time.by != "date.weekday/1"
    return "lies_ahead" if ahead and occurrence.status.value == "held" else None


def _is_whole_year(time: TimeExpression, today: date | None) -> bool:
    """Whether not even the month is told; "a year ago" tells it."""
    if time.precision != "year" or _PART_OF_SPAN.search(time.evidence[0].quote):
        return False
    return not _is_years_ago(time, today)


def _is_years_ago(time: TimeExpression, today: date | None) -> bool:
    return (
        time.by == "date.ago/1"
        and today is not None
        and time.start is not None
        and time.end is not None
        and time.start.year == time.end.year >= today.year - _YEARS_AGO
    )


def _date_of_heading(parsed: Parsed, occurrence: Occurrence) -> EventDate | None:
    """The full date printed in the report's head, for what the report is news of and no words date."""
    heading = parsed.heading
    if heading is None or heading.date is None or heading.date_start is None or heading.date_end is None:
        return None
    words = parsed.span(heading.date_start, heading.date_end)
    if not (occurrence.main and occurrence.status.value == "held" and _YEAR.search(words.quote)):
        return None
    return EventDate(
        start=heading.date,
        end=heading.date,
        precision="day",
        basis="published",
        confidence=0.4,
        evidence=(words,),
        by="date.heading/1",
    )


def days_told(occurrence: Occurrence, time: TimeExpression, today: date | None) -> tuple[date, date] | None:
    """First and last day that a time expression tells of an event; None where it tells no month."""
    if time.start is None or time.end is None:
        return None
    start, end = _narrowed(time, time.start, time.end, today)
    if (end - start).days > 200:
        return None  # a year alone does not date an event: not even the month is known
    if today is not None:
        if time.by == "date.weekday/1":
            start = end = _weekday_of_event(occurrence, start, today, time)
        start, end = _clipped(start, end, today, is_coming(occurrence))
    return start, end


def is_coming(occurrence: Occurrence) -> bool:
    """Whether the event lies, or lay, ahead of the report."""
    return occurrence.status.value in {"planned", "threatened", "called_off"}


def days_of(
    parsed: Parsed, occurrence: Occurrence, time: TimeExpression, score: float, today: date | None
) -> EventDate | None:
    """The date that a time expression gives an event; None where it tells no month."""
    days, precision = days_told(occurrence, time, today), time.precision
    if days is None or precision is None:
        return None
    start, end = days
    if (
        today is not None
        and not is_coming(occurrence)
        and can_last(start, end, today)
        and goes_on(parsed, occurrence, time, today)
    ):
        end = today
    return EventDate(
        start=start,
        end=end,
        precision=precision,
        basis="stated" if time.by in _STATED else "relative",
        confidence=round(min(0.95, score), 2),
        evidence=time.evidence,
        by=f"date.{load_model(_MODEL).name}",
    )


def _weekday_of_event(occurrence: Occurrence, day: date, today: date, time: TimeExpression) -> date:
    """A bare weekday is the nearest before publication for what happened, after it for what is planned."""
    if re.match(r"last|next|this|past|previous", time.evidence[0].quote, re.IGNORECASE):
        return day
    if occurrence.status.value in {"planned", "threatened"} and day < today:
        return day + timedelta(7)
    if occurrence.status.value == "held" and day > today:
        return day - timedelta(7)
    return day


def _narrowed(time: TimeExpression, start: date, end: date, today: date | None) -> tuple[date, date]:
    """Early, mid and late: a third of the month or of the year; "a year ago": this month of that year."""
    if today is not None and time.precision == "year" and _is_years_ago(time, today):
        return start.replace(month=today.month), end.replace(
            month=today.month, day=_days(end.year, today.month)
        )
    part = _PART_OF_SPAN.search(time.evidence[0].quote)
    if part is None or time.precision not in {"month", "year"} or start.year != end.year:
        return start, end
    third = {"early": 0, "beginning": 0, "start": 0, "mid": 1, "middle": 1}.get(part[1].lower(), 2)
    if time.precision == "month":
        return start.replace(day=(1, 11, 21)[third]), end if third == 2 else start.replace(
            day=(10, 20)[third]
        )
    return start.replace(month=(1, 5, 9)[third]), date(start.year, (4, 8, 12)[third], (30, 31, 31)[third])


def _days(year: int, month: int) -> int:
    return calendar.monthrange(year, month)[1]


def _clipped(start: date, end: date, today: date, coming: bool) -> tuple[date, date]:
    if coming and start < today <= end:
        return today, end
    if not coming and start <= today < end:
        return start, today
    return start, end


def can_last(start: date, end: date, today: date) -> bool:
    """Whether an event that is told by a day may have gone on from it until publication."""
    return end < today and (today - start).days <= _LONGEST_LASTING


def goes_on(parsed: Parsed, occurrence: Occurrence, time: TimeExpression, today: date) -> bool:
    """Whether the words give the beginning of something still under way: "since Monday"."""
    model = load_model(_LASTING_MODEL)
    return model.probability(lasting_features(parsed, occurrence, time, today)) > _LASTING

"""When an event was: which of an article's time expressions tells its day.

What the calendar cannot tell stays unknown: an event gets no date from the publication day alone. See
docs/explanation/dates.md.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Final

from spacy.tokens import Token

from dateline.extract.occurrence import Occurrence
from dateline.extract.time_expression import day_of_article, find_times
from dateline.parse import Parsed
from dateline.records import EventDate, TimeExpression

__all__ = ["date_of_event", "day_of_article", "find_times"]

_STATED: Final = frozenset(
    f"date.{name}/1"
    for name in ("month_day", "day_month", "iso", "slashed", "month_year", "month", "year", "decade", "feast")
)
_REPORTING: Final = frozenset(
    (
        "say tell report announce state add write tweet confirm declare claim note warn publish post release "
        "describe explain comment respond reply argue insist interview speak acknowledge issue"
    ).split()
)
_BEGINNING: Final = re.compile(
    r"\b(?:since|beg[ai]n(?:ning)?|begun|start(?:ed|ing)?|launched|from|erupted)\W+(?:\w+\W+){0,2}$",
    re.IGNORECASE,
)
_PART_OF_SPAN: Final = re.compile(r"\b(early|mid|middle|late|beginning|start|end)\b", re.IGNORECASE)
_YEAR: Final = re.compile(r"(?:1[89]|20)\d\d")
_TOO_FAR: Final = 1.0
_LONG_FORMS: Final = frozenset(
    "strike occupation sit_in boycott shutdown blockade riot demonstration hunger_strike other".split()
)


def date_of_event(
    parsed: Parsed, occurrence: Occurrence, times: tuple[TimeExpression, ...]
) -> EventDate | None:
    """The day or days of an event, or None where the article does not tell even the month.

    Words attached to the trigger come first, then those of its sentence, then those near it.
    ``times`` are those of ``find_times`` for the same article.
    """
    today = day_of_article(parsed)
    best: tuple[float, TimeExpression] | None = None
    for time in times:
        if time.start is None or time.type != "date":
            continue
        score = _closeness(parsed, occurrence, time, today)
        if score > _TOO_FAR and (best is None or score > best[0]):
            best = score, time
    if best is None:
        return _date_of_heading(parsed, occurrence)
    return _event_date(parsed, occurrence, best[1], best[0], today)


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


def _closeness(parsed: Parsed, occurrence: Occurrence, time: TimeExpression, today: date | None) -> float:
    """How surely a time expression tells when the event was; at or below ``_TOO_FAR`` it does not."""
    span = time.evidence[0]
    token = _head_of(parsed, span.start, span.end)
    if parsed.heading and span.start < parsed.heading.end and span.end > parsed.heading.start:
        return 0.0
    sentence = parsed.sentence_of(token.i)
    triggers = [parsed.sentence_of(t.root.i) for t in occurrence.trigger]
    score = _by_sentence(sentence, triggers, occurrence)
    if score <= 0:
        return 0.0
    score += _by_attachment(token, occurrence, sentence == triggers[0])
    distance: int = abs(token.i - occurrence.head)
    score -= min(0.8, distance / 100)
    if time.by == "date.named_day/1" and sentence not in triggers:
        score -= 1.0  # "today" far from the event often means nowadays
    score += _by_plausibility(occurrence, time, today)
    return score


def _by_sentence(sentence: int, triggers: list[int], occurrence: Occurrence) -> float:
    if sentence == triggers[0]:
        return 6.0
    if sentence in triggers[1:]:
        return 5.0
    if sentence in occurrence.scope:
        return 4.0
    step = sentence - triggers[0]
    if step in {-1, 1}:
        return 3.0 if step == -1 else 2.6
    if -5 <= step <= 2:
        return 2.2
    if occurrence.main and step < 0:
        return 2.2 if sentence <= 4 else 1.9
    return 1.9 if occurrence.main and sentence <= 4 else 0.0


def _by_attachment(token: Token, occurrence: Occurrence, same_sentence: bool) -> float:
    root = occurrence.trigger[0].root
    verb = _verb_over(root)
    governor = _verb_over(token)
    if same_sentence:
        if token.is_ancestor(root) or root.is_ancestor(token):
            return 3.0 if governor.i == verb.i or root.is_ancestor(token) else 1.5
        if governor.i == verb.i:
            return 2.5
    return -1.5 if governor.lemma_.lower() in _REPORTING else 0.0


def _verb_over(token: Token) -> Token:
    for _ in range(10):
        if token.pos_ in {"VERB", "AUX"} or token.head.i == token.i:
            return token
        token = token.head
    return token


def _head_of(parsed: Parsed, start: int, end: int) -> Token:
    first, last = parsed.token_at(start), parsed.token_at(end - 1)
    tokens = parsed.doc[first : last + 1]
    return tokens.root


def _by_plausibility(occurrence: Occurrence, time: TimeExpression, today: date | None) -> float:
    score = {"day": 0.0, "week": -0.2, "month": -0.5, "year": -1.5, None: -2.0}[time.precision]
    if today is None or time.start is None or time.end is None:
        return score
    weekday = time.by == "date.weekday/1"
    ahead, age = (time.start - today).days, (today - time.end).days
    coming = occurrence.status.value in {"planned", "threatened", "called_off"}
    if coming and age > 0 and not weekday:
        score -= 3.0 if occurrence.status.value != "called_off" else 1.0
    if not coming and ahead > 0 and not weekday:
        score -= 5.0
    if occurrence.main and not coming:
        score -= 2.0 if age > 60 else 1.0 if age > 14 else 0.0
    if not occurrence.main and age < 7:
        score -= 2.0
    return score


def _event_date(
    parsed: Parsed, occurrence: Occurrence, time: TimeExpression, score: float, today: date | None
) -> EventDate | None:
    start, end, precision = time.start, time.end, time.precision
    if start is None or end is None or precision is None:
        return None
    start, end = _narrowed(time, start, end)
    if (end - start).days > 200:
        return None  # a year alone does not date an event: not even the month is known
    coming = occurrence.status.value in {"planned", "threatened", "called_off"}
    if today is not None:
        if time.by == "date.weekday/1":
            start = end = _weekday_of_event(occurrence, start, today, time)
        start, end = _clipped(start, end, today, coming)
        if _goes_on(parsed, occurrence, time) and start <= today and not coming:
            end = today
    return EventDate(
        start=start,
        end=end,
        precision=precision,
        basis="stated" if time.by in _STATED else "relative",
        confidence=round(min(0.95, 0.3 + score / 14), 2),
        evidence=time.evidence,
        by="date.nearest/1",
    )


def _weekday_of_event(occurrence: Occurrence, day: date, today: date, time: TimeExpression) -> date:
    """A bare weekday is the nearest before publication for what happened, after it for what is planned."""
    if re.match(r"last|next|this|past|previous", time.evidence[0].quote, re.IGNORECASE):
        return day
    if occurrence.status.value in {"planned", "threatened"} and day < today:
        return day + timedelta(7)
    if occurrence.status.value in {"held", "prevented"} and day > today:
        return day - timedelta(7)
    return day


def _narrowed(time: TimeExpression, start: date, end: date) -> tuple[date, date]:
    """Early, mid and late: a third of the month or of the year."""
    part = _PART_OF_SPAN.search(time.evidence[0].quote)
    if part is None or time.precision not in {"month", "year"} or start.year != end.year:
        return start, end
    third = {"early": 0, "beginning": 0, "start": 0, "mid": 1, "middle": 1}.get(part[1].lower(), 2)
    if time.precision == "month":
        return start.replace(day=(1, 11, 21)[third]), end if third == 2 else start.replace(
            day=(10, 20)[third]
        )
    return start.replace(month=(1, 5, 9)[third]), date(start.year, (4, 8, 12)[third], (30, 31, 31)[third])


def _clipped(start: date, end: date, today: date, coming: bool) -> tuple[date, date]:
    if coming and start < today <= end:
        return today, end
    if not coming and start <= today < end:
        return start, today
    return start, end


def _goes_on(parsed: Parsed, occurrence: Occurrence, time: TimeExpression) -> bool:
    """Whether the words give the beginning of something still under way: "since Monday"."""
    if not occurrence.main or occurrence.form.value not in _LONG_FORMS:
        return False
    start = time.evidence[0].start
    before = parsed.text[max(0, start - 40) : start]
    return bool(_BEGINNING.search(before)) or time.evidence[0].quote.lower().startswith("since")

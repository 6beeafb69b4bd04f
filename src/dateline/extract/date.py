"""When an event was: which of an article's time expressions tells its day.

What the calendar cannot tell stays unknown: an event gets no date from the publication day alone. See
docs/explanation/dates.md.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Final

from spacy.tokens import Token

from dateline.extract.considered import Considered, Judgement, taken
from dateline.extract.linear import load_model
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
_MODEL: Final = "event-date.json.gz"
# A day must be likelier than this; see the model card.
THRESHOLD: Final = 0.2
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
    times = _nearest(parsed, occurrence, times)
    weighed: list[Considered[TimeExpression]] = []
    for time in times:
        if (why_not := _cannot_date(parsed, occurrence, time, today)) is not None:
            weighed.append(Considered(time, 0.0, why_not=why_not))
            continue
        features = candidate_features(parsed, occurrence, time, times, today)
        weighed.append(Considered(time, model.probability(features), (Judgement(model, features),)))
    best = max((one.chance for one in weighed if one.taken), default=0.0)
    return _with_one_taken(weighed, best)


def _with_one_taken(
    weighed: list[Considered[TimeExpression]], best: float
) -> list[Considered[TimeExpression]]:
    ruled, found = [], False
    for one in weighed:
        if one.taken and one.chance <= THRESHOLD:
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


def _cannot_date(
    parsed: Parsed, occurrence: Occurrence, time: TimeExpression, today: date | None
) -> WhyNot | None:
    """Why a time expression is not weighed: it names no days, stands in the head, or is of another tense."""
    if time.start is None or time.type != "date" or (time.precision == "year" and not _has_part(time)):
        return "no_day"
    span = time.evidence[0]
    if parsed.heading and span.start < parsed.heading.end and span.end > parsed.heading.start:
        return "in_the_heading"
    ahead = today is not None and time.start > today and time.by != "date.weekday/1"
    return "lies_ahead" if ahead and occurrence.status.value in {"held", "prevented"} else None


def _has_part(time: TimeExpression) -> bool:
    return _PART_OF_SPAN.search(time.evidence[0].quote) is not None


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


def candidate_features(
    parsed: Parsed,
    occurrence: Occurrence,
    time: TimeExpression,
    times: Sequence[TimeExpression],
    today: date | None,
) -> list[str]:
    """What speaks for and against a time expression as the day of an event, as named features."""
    span = time.evidence[0]
    token = _head_of(parsed, span.start, span.end)
    sentence = parsed.sentence_of(token.i)
    rule = time.by.split(".")[1].split("/")[0]
    where = _where(sentence, parsed, occurrence)
    kind = f"{'main' if occurrence.main else 'background'} {_tense(occurrence)}"
    link = _link(token, occurrence, where == "trigger")
    age = _age(time, today)
    features = [
        f"where={where}", f"link={link}", f"where+link={where} {link}", f"rule={rule}", f"kind={kind}",
        f"age={age}", f"kind+age={kind} {age}", f"where+age={where} {age}", f"precision={time.precision}",
        f"where+rule={where} {rule}", f"nearest={_rank(parsed, occurrence, time, times)}",
        f"where+kind={where} {kind}", f"lead={min(sentence, 5)}", f"kind+lead={kind} {min(sentence, 3)}",
        f"tokens={_bucket(abs(token.i - occurrence.head))}",
    ]  # fmt: skip
    if sentence in occurrence.scope:
        features.append("in scope")
    if _days_are_common(time, times):
        features.append(f"common {kind}")
    if _in_quotation(parsed, span.start):
        features.append("quoted")
    return features


def _tense(occurrence: Occurrence) -> str:
    status = occurrence.status.value
    return "coming" if status in {"planned", "threatened"} else "off" if status == "called_off" else "held"


def _where(sentence: int, parsed: Parsed, occurrence: Occurrence) -> str:
    triggers = [parsed.sentence_of(t.root.i) for t in occurrence.trigger]
    if sentence == triggers[0]:
        return "trigger"
    if sentence in triggers[1:]:
        return "other trigger"
    step = sentence - triggers[0]
    sign = "+" if step > 0 else "-"
    size = abs(step)
    return sign + (str(size) if size <= 2 else "3-5" if size <= 5 else "6-12" if size <= 12 else "far")


def _bucket(distance: int) -> str:
    return next((str(limit) for limit in (2, 5, 10, 20, 40, 80, 200) if distance <= limit), "more")


def _age(time: TimeExpression, today: date | None) -> str:
    """How long before publication, in rough steps; "ahead" where it begins after."""
    if today is None or time.start is None or time.end is None:
        return "unknown"
    if time.start > today:
        return "ahead" if (time.start - today).days <= 60 else "far ahead"
    days = (today - time.end).days
    limits = ((0, "now"), (1, "1"), (4, "4"), (7, "7"), (14, "14"), (31, "31"), (90, "90"), (400, "400"))
    return next((name for limit, name in limits if days <= limit), "older")


def _rank(
    parsed: Parsed, occurrence: Occurrence, time: TimeExpression, times: Sequence[TimeExpression]
) -> str:
    """Whether it is the nearest dated expression before, or behind, the trigger."""
    dated = [t.evidence[0].start for t in times if t.start is not None and t.type == "date"]
    head = parsed.doc[occurrence.head].idx
    own = time.evidence[0].start
    before = max((s for s in dated if s <= head), default=-1)
    after = min((s for s in dated if s > head), default=-1)
    if own == before:
        return "before"
    if own == after:
        return "after"
    return "first" if own == min(dated) else "no"


def _days_are_common(time: TimeExpression, times: Sequence[TimeExpression]) -> bool:
    return sum(t.start == time.start and t.end == time.end for t in times) >= 2


def _in_quotation(parsed: Parsed, start: int) -> bool:
    before = parsed.text[max(0, start - 400) : start]
    return before.rfind("“") > before.rfind("”")


def _link(token: Token, occurrence: Occurrence, same_sentence: bool) -> str:
    """How the grammar ties a time to the event's words."""
    root = occurrence.trigger[0].root
    governor = _verb_over(token)
    if same_sentence:
        if root.is_ancestor(token):
            return "below"
        if governor.i == _verb_over(root).i:
            return "same verb"
        if governor.is_ancestor(root):
            return "above said" if governor.lemma_.lower() in _REPORTING else "above"
    return "said" if governor.lemma_.lower() in _REPORTING else "none"


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


def days_of(
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

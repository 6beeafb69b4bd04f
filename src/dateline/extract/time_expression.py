"""The time expressions of an article: "on Friday", "Oct. 21", "two weeks ago".

Every expression is resolved from the article's own day (publication, else the head of the report),
never from the clock. What the calendar cannot tell stays without days. See docs/explanation/dates.md.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import islice
from typing import Final

from spacy.tokens import Token

from dateline.extract.tense import Frame, frame_of
from dateline.parse import Parsed
from dateline.records import TimeExpression
from dateline.records.lists import DatePrecision, TimeType

_MONTHS: Final = {
    name: number
    for number, names in enumerate(
        (
            "january jan", "february feb", "march mar", "april apr", "may", "june jun", "july jul",
            "august aug", "september sept sep", "october oct", "november nov", "december dec",
        ),
        start=1,
    )
    for name in names.split()
}  # fmt: skip
_WEEKDAYS: Final = {
    name: number
    for number, names in enumerate(
        (
            "monday mon", "tuesday tue tues", "wednesday wed", "thursday thu thur thurs", "friday fri",
            "saturday sat", "sunday sun",
        )
    )
    for name in names.split()
}  # fmt: skip
_UNITS: Final = tuple("minute hour day week month year decade century weekend fortnight".split())
_SMALL: Final = {
    "a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7,
    "eight": 8, "nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "fifteen": 15, "twenty": 20,
    "thirty": 30, "forty": 40, "fifty": 50,
}  # fmt: skip
_FEASTS: Final = {
    "may day": (5, 1), "christmas": (12, 25), "christmas day": (12, 25), "christmas eve": (12, 24),
    "new year's day": (1, 1), "new year's eve": (12, 31), "valentine's day": (2, 14), "halloween": (10, 31),
    "international women's day": (3, 8), "women's day": (3, 8), "nakba day": (5, 15), "earth day": (4, 22),
    "veterans day": (11, 11), "bastille day": (7, 14), "human rights day": (12, 10), "juneteenth": (6, 19),
}  # fmt: skip

_M: Final = (
    r"(?P<month>January|February|March|April|May|June|July|August|September|October|November|December|"
    r"(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec)\b\.?)"
)
_W: Final = (
    r"(?P<weekday>Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|"
    r"(?:Mon|Tues?|Wed|Thurs?|Thu|Fri|Sat|Sun)\b\.?)"
)
_D: Final = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?(?![\d,.%]?\d)"
_D2: Final = r"(?P<day2>\d{1,2})(?:st|nd|rd|th)?(?![\d,.%]?\d)"
_Y: Final = r"(?P<year>(?:1[89]|20)\d\d)(?![\d,.%]?\d)"
_N: Final = (
    r"(?P<n>\d{1,3}|an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|"
    r"thirty|forty|fifty|several|a few|a couple of|a couple|some|many|few|past few|hundreds of)"
)
_U: Final = r"(?P<unit>minute|hour|day|week|month|year|decade|fortnight)s?"
_PART: Final = r"(?:,? (?:early |late )?(?P<part>morning|afternoon|evening|night|mid-?day|noon)(?!s))?"


@dataclass(frozen=True, slots=True)
class _Value:
    """First and last day, both None where the calendar cannot tell."""

    start: date | None
    end: date | None
    precision: DatePrecision | None
    type: TimeType = "date"


_UNKNOWN: Final = _Value(None, None, None)


@dataclass(slots=True)
class _Setting:
    """What an expression is resolved from: the article's day, the tense, the day last spoken of."""

    parsed: Parsed
    today: date | None
    last: date | None = None

    def frame(self, offset: int) -> Frame:
        token = self.parsed.doc[self.parsed.token_at(offset)]
        return "future" if _is_set_for(token) else frame_of(token)


# What is set for a day lies ahead, though it was set in the past: "they planned a march on Saturday".
_SETTING_A_DAY: Final = frozenset("plan schedule slate postpone".split())


def _is_set_for(day: Token) -> bool:
    verb = next((t for t in islice(day.ancestors, 8) if t.pos_ == "VERB"), None)
    return verb is not None and verb.lemma_ in _SETTING_A_DAY and verb.i < day.i


_Resolver = Callable[[re.Match[str], _Setting], _Value | None]


# ---- resolving


def _calendar(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _day(value: date | None, kind: TimeType = "date") -> _Value:
    return _Value(value, value, "day" if value else None, kind)


def _month(year: int, month: int) -> _Value:
    after = date(year + month // 12, month % 12 + 1, 1) if (year, month) != (9999, 12) else date.max
    return _Value(date(year, month, 1), after - timedelta(1), "month")


def _year(year: int) -> _Value:
    return _Value(date(year, 1, 1), date(year, 12, 31), "year")


def _week(day: date) -> _Value:
    monday = day - timedelta(day.weekday())
    return _Value(monday, monday + timedelta(6), "week")


def _shift_month(day: date, by: int) -> tuple[int, int]:
    count = day.year * 12 + day.month - 1 + by
    return count // 12, count % 12 + 1


def _month_number(words: str) -> int:
    return _MONTHS.get(words.lower().rstrip("."), 0)


def _years_around(today: date) -> range:
    return range(max(date.min.year, today.year - 1), min(date.max.year, today.year + 1) + 1)


def _on_calendar(month: int, day: int, weekday: int | None, setting: _Setting, at: int) -> date | None:
    """The day of a month named without a year: before publication, unless the tense looks ahead."""
    today = setting.today
    if today is None:
        return None
    days = [d for y in _years_around(today) if (d := _calendar(y, month, day))]
    if weekday is not None and (fitting := [d for d in days if d.weekday() == weekday]):
        days = fitting
    if not days:
        return None
    frame = setting.frame(at)
    if frame == "past" and setting.parsed.text[max(0, at - 3) : at].lower() == "on " and days[0] <= today:
        return max(d for d in days if d <= today)
    return _nearest(days, today, frame)


def _nearest(days: list[date], today: date, frame: Frame) -> date:
    past = [d for d in days if d <= today]
    ahead = [d for d in days if d >= today]
    if past and ahead and (ahead[0] - today).days <= 75 and (today - past[-1]).days >= 280:
        return ahead[0]  # nobody names a day ten months back without its year
    if past and ahead and (today - past[-1]).days <= 75 and (ahead[0] - today).days >= 280:
        return past[-1]  # nor one ten months ahead: a weekly paper announces what its date has overtaken
    if frame == "future" and ahead:
        return ahead[0]
    if frame == "past" and past:
        return past[-1]
    # A day just ahead is announced; one far ahead was in the year before.
    if ahead and (not past or (ahead[0] - today).days <= 60 < (today - past[-1]).days):
        return ahead[0]
    return past[-1] if past else ahead[0]


def _full_day(match: re.Match[str], setting: _Setting) -> _Value | None:
    groups = match.groupdict()
    month, number = _month_number(match["month"]), int(match["day"])
    if not 1 <= number <= 31:
        return None
    weekday = _WEEKDAYS.get((groups.get("weekday") or "").lower().rstrip("."))
    if groups.get("year"):
        first = _calendar(int(match["year"]), month, number)
    else:
        first = _on_calendar(month, number, weekday, setting, match.start("month"))
    last = first
    if first and groups.get("day2"):
        last = _calendar(first.year, first.month, int(match["day2"]))
        if last is None or last <= first:
            return None
    if first is None and not _calendar(2000, month, number):
        return None
    return _Value(first, last, "day" if first else None)


def _iso(match: re.Match[str], setting: _Setting) -> _Value | None:
    value = _calendar(int(match["year"]), int(match["m"]), int(match["day"]))
    return _day(value) if value else None


def _slashed(match: re.Match[str], setting: _Setting) -> _Value | None:
    a, b, year = int(match["a"]), int(match["b"]), int(match["year"])
    year += 2000 if year < 50 else 1900 if year < 100 else 0
    options = {d for d in (_calendar(year, a, b), _calendar(year, b, a)) if d}
    if not options:
        return None
    return _day(options.pop()) if len(options) == 1 else _UNKNOWN


def _month_of_year(match: re.Match[str], setting: _Setting) -> _Value | None:
    return _month(int(match["year"]), _month_number(match["month"]))


def _bare_month(match: re.Match[str], setting: _Setting) -> _Value | None:
    words = match["month"]
    if words.lower() in {"may", "march", "mar", "august", "sun", "jan", "dec", "sep", "jun"} and not (
        words[0].isupper() and (match["lead"] or _is_month_by_tag(setting.parsed, match.start("month")))
    ):
        return None
    today = setting.today
    if today is None:
        return _UNKNOWN
    month = _month_number(words)
    lead = (match["lead"] or "").lower()
    if "last" in lead or "past" in lead:
        year = today.year if month < today.month else today.year - 1
    elif "next" in lead or "coming" in lead:
        year = today.year if month > today.month else today.year + 1
    elif "this" in lead:
        year = today.year
    else:
        year = _year_of_month(month, today, setting.frame(match.start("month")))
    return _month(year, month)


def _year_of_month(month: int, today: date, frame: Frame) -> int:
    ahead = (month - today.month) % 12
    if frame == "future" or 0 < ahead <= (1 if frame == "past" else 2):
        return today.year + (month < today.month)
    return today.year - (month > today.month)


def _is_month_by_tag(parsed: Parsed, offset: int) -> bool:
    token = parsed.doc[parsed.token_at(offset)]
    return token.ent_type_ == "DATE" and token.pos_ in {"PROPN", "NOUN"} and not token.is_sent_start


def _bare_year(match: re.Match[str], setting: _Setting) -> _Value | None:
    token = setting.parsed.doc[setting.parsed.token_at(match.start("year"))]
    if not (match["lead"] or token.ent_type_ == "DATE" or match["early"]):
        return None
    if token.dep_ == "nummod" and token.head.pos_ == "NOUN" and token.ent_type_ != "DATE":
        return None
    return _year(int(match["year"]))


def _decade(match: re.Match[str], setting: _Setting) -> _Value | None:
    first = int(match["year"])
    return _Value(date(first, 1, 1), date(first + 9, 12, 31), "year")


# What a limit is set to lies ahead, whatever the tense: "could leave as soon as Friday".
_LIMIT: Final = re.compile(r"\b(?:as (?:soon|early) as|no later than)\s$")


def _weekday(match: re.Match[str], setting: _Setting) -> _Value | None:
    words = match["weekday"].lower()
    if len(words.rstrip(".")) <= 4 and (not match["weekday"][0].isupper() or not words.endswith(".")):
        return None
    if match["plural"]:
        return _Value(None, None, None, "set")
    today = setting.today
    if today is None:
        return _UNKNOWN
    back = (today.weekday() - _WEEKDAYS[words.rstrip(".")]) % 7
    lead = (match["lead"] or "").lower()
    if "next" in lead or "coming" in lead or "following" in lead:
        return _day(today + timedelta((-back) % 7 or 7))
    if lead == "last" and back == 1:
        return _day(today - timedelta(8))  # the day before is "yesterday"
    if "last" in lead or "past" in lead or "previous" in lead:
        return _day(today - timedelta(back or 7))
    if back and (
        setting.frame(match.start("weekday")) == "future"
        or _LIMIT.search(setting.parsed.text, max(0, match.start() - 30), match.start())
    ):
        return _day(today + timedelta(7 - back))
    return _day(today - timedelta(back))


_NAMED_DAYS: Final = {
    "today": 0, "tonight": 0, "yesterday": -1, "tomorrow": 1, "the day before yesterday": -2,
    "the day after tomorrow": 2, "last night": -1, "this morning": 0, "this afternoon": 0,
    "this evening": 0, "earlier today": 0, "later today": 0, "overnight": 0, "last evening": -1,
}  # fmt: skip


def _named_day(match: re.Match[str], setting: _Setting) -> _Value | None:
    words = re.sub(r"\s+", " ", match["name"].lower())
    if setting.today is None:
        return _UNKNOWN
    return _day(setting.today + timedelta(_NAMED_DAYS[words]))


def _named_span(match: re.Match[str], setting: _Setting) -> _Value | None:
    """Spans named from today: this week, last month, next year, the past weekend."""
    unit, which = match["unit"].lower(), match["which"].lower()
    today = setting.today
    if unit in {"century", "decade", "quarter", "fortnight", "season"}:
        return _UNKNOWN
    if today is None:
        return _UNKNOWN
    step = -1 if which in {"last", "past", "previous", "this past"} else 0
    step = 1 if which in {"next", "coming", "this coming", "following"} else step
    if unit == "week":
        return _week(today + timedelta(7 * step))
    if unit == "weekend":
        return _weekend(today, step, setting.frame(match.start("unit")))
    if unit == "month":
        return _month(*_shift_month(today, step))
    return _year(today.year + step)


def _weekend(today: date, step: int, frame: Frame) -> _Value:
    saturday = today - timedelta((today.weekday() - 5) % 7)
    if step == 1 or (step == 0 and frame == "future" and today.weekday() < 5):
        saturday += timedelta(7)
    return _Value(saturday, saturday + timedelta(1), "day")


def _the_weekend(match: re.Match[str], setting: _Setting) -> _Value | None:
    if setting.today is None:
        return _UNKNOWN
    return _weekend(setting.today, 0, setting.frame(match.start("weekend")))


def _ago(match: re.Match[str], setting: _Setting) -> _Value | None:
    words, unit = match["n"].lower(), match["unit"].lower()
    n = int(words) if words.isdigit() else _SMALL.get(words)
    if n is None or setting.today is None:
        return _UNKNOWN
    way = match["way"].lower()
    if way in {"earlier", "later"} and setting.last is not None and unit in {"day", "week", "fortnight"}:
        days = n * {"day": 1, "week": 7, "fortnight": 14}[unit]
        return _day(_moved(setting.last, -days if way == "earlier" else days))
    if way not in {"ago", "from now"}:
        return _UNKNOWN  # "three days after": after what, the words do not say
    return _shift(setting.today, -n if way == "ago" else n, unit)


def _moved(day: date, by: int) -> date | None:
    try:
        return day + timedelta(by)
    except OverflowError:
        return None


def _shift(today: date, n: int, unit: str) -> _Value:
    try:
        if unit == "day":
            return _day(today + timedelta(n))
        if unit in {"week", "fortnight"}:
            return _week(today + timedelta((7 if unit == "week" else 14) * n))
        if unit == "month":
            return _month(*_shift_month(today, n))
        if unit in {"year", "decade"}:
            return _year(today.year + n * (1 if unit == "year" else 10))
        return _day(today, "time")
    except (OverflowError, ValueError):
        return _UNKNOWN


def _day_of_month(match: re.Match[str], setting: _Setting) -> _Value | None:
    """On the 10th: of this month, or the one before where it lies ahead."""
    today, number = setting.today, int(match["day"])
    if not 1 <= number <= 31:
        return None
    if today is None:
        return _UNKNOWN
    days = [d for by in (-1, 0, 1) if (d := _calendar(*_shift_month(today, by), number))]
    return _day(_nearest(days, today, setting.frame(match.start("day")) or "past")) if days else None


def _that_day(match: re.Match[str], setting: _Setting) -> _Value | None:
    if setting.last is None:
        return _UNKNOWN
    words = match["which"].lower()
    step = 1 if words in {"following", "next"} else -1 if words in {"previous", "preceding"} else 0
    return _day(setting.last + timedelta(step))


def _feast(match: re.Match[str], setting: _Setting) -> _Value | None:
    name = re.sub(r"\s+", " ", match["feast"].lower().replace("’", "'"))
    if name.startswith("thanksgiving"):
        return _thanksgiving(match, setting)
    month, day = _FEASTS[name]
    if match["year"]:
        return _day(date(int(match["year"]), month, day))
    return _day(_on_calendar(month, day, None, setting, match.start("feast")))


def _thanksgiving(match: re.Match[str], setting: _Setting) -> _Value:
    """The fourth Thursday of November, as in the United States."""
    today = setting.today
    if match["year"]:
        return _day(_fourth_thursday(int(match["year"])))
    if today is None:
        return _UNKNOWN
    days = [_fourth_thursday(year) for year in _years_around(today)]
    frame = setting.frame(match.start("feast"))
    past = [day for day in days if day <= today]
    return _day(past[-1] if frame == "past" and past else _nearest(days, today, frame))


def _fourth_thursday(year: int) -> date:
    last = date(year, 11, 28)
    return last - timedelta((last.weekday() - 3) % 7)


def _season(match: re.Match[str], setting: _Setting) -> _Value | None:
    return _UNKNOWN  # which months these are depends on the hemisphere


_UP_TO_NOW: Final = re.compile(r"(?:the )?(?:past|last)\b", re.IGNORECASE)
_FEW: Final = 3
_UNIT_DAYS: Final = {"day": 1, "week": 7, "fortnight": 14, "month": 30}


def _duration(match: re.Match[str], setting: _Setting) -> _Value | None:
    """A length of time; "the past three weeks" has days too: those up to the article's own."""
    words, unit = (match["n"] or "").lower(), match["unit"].lower()
    few = words.removeprefix("past ") in {"few", "several", "a few"}
    n = int(words) if words.isdigit() else _FEW if few else _SMALL.get(words)
    if not (n and setting.today and unit in _UNIT_DAYS and _UP_TO_NOW.match(match[0])):
        return _Value(None, None, None, "duration")
    start = _moved(setting.today, -n * _UNIT_DAYS[unit])
    return _Value(start, setting.today if start else None, "week" if start else None, "duration")


def _set(match: re.Match[str], setting: _Setting) -> _Value | None:
    return _Value(None, None, None, "set")


def _clock(match: re.Match[str], setting: _Setting) -> _Value | None:
    return _Value(None, None, None, "time")


# ---- the forms of time expressions


@dataclass(frozen=True, slots=True)
class _Rule:
    name: str
    pattern: re.Pattern[str]
    resolve: _Resolver
    confidence: float


def _rule(name: str, pattern: str, resolve: _Resolver, confidence: float = 0.9) -> _Rule:
    return _Rule(name, re.compile(rf"(?<![\w$£€]){pattern}", re.IGNORECASE), resolve, confidence)


_EARLY: Final = (
    r"(?:(?P<early>early|mid|middle of|late|later|earlier|end of|the end of|beginning of|start of|the)"
    r"[ -](?:in )?)?"
)
_WHICH: Final = r"(?P<which>last|this past|this coming|this|next|past|previous|coming|current|following)"
_MONTH_LEAD: Final = (
    r"(?:(?P<lead>in|since|until|till|by|from|during|last|next|this|this past|this coming|early|mid|late|"
    r"early in|late in|(?:the )?(?:end|middle|beginning|start) of|of|before|after|through)[ -])?"
)
_YEAR_LEAD: Final = (
    r"(?:(?P<lead>in|since|by|of|until|till|from|during|before|after|year|around|between)(?: the)? )?"
    r"(?:(?P<early>early|mid|late|the)[ -])?"
)
_WOMENS_DAY: Final = r"(?:international )?women['’]s day"
_TO_DAY: Final = rf"(?:(?: ?[-–] ?| to | and ){_D2})?"
_NOT_YEAR: Final = r"(?![\w%°-])"

_MONTH_RULES: Final = (
    _rule("month_day", rf"(?:{_W},? )?{_M} {_D}{_TO_DAY}(?:(?:,| of)? {_Y})?", _full_day, 0.95),
    _rule(
        "day_month",
        rf"(?:{_W},? (?:the )?)?(?:the )?{_D}{_TO_DAY}(?: of)? {_M}(?:,? {_Y})?(?!\w)",
        _full_day,
        0.95,
    ),
    _rule("month_year", rf"{_EARLY}{_M}(?:,| of)? {_Y}", _month_of_year, 0.95),
    _rule("month", rf"{_MONTH_LEAD}{_M}(?![\w'’-])(?!\.? ?\d)", _bare_month, 0.8),
    _rule("feast", rf"(?P<feast>may day|{_WOMENS_DAY})(?:,? {_Y})?(?!\w)", _feast, 0.75),
)
_FEAST_RULES: Final = (
    _rule(
        "feast",
        r"(?P<feast>christmas(?: day| eve)?|new year['’]s (?:day|eve)|valentine['’]s day|halloween|"
        r"(?:nakba|earth|veterans|bastille|human rights|thanksgiving) day|thanksgiving|juneteenth|"
        rf"{_WOMENS_DAY})(?:,? {_Y})?(?!\w)",
        _feast,
        0.7,
    ),
)
_WEEKDAY_RULES: Final = (
    *_MONTH_RULES[:2],
    _rule(
        "weekday",
        r"(?:(?P<lead>last|next|this|this past|this coming|past|coming|previous|following) )?"
        rf"{_W}(?!\w)(?P<plural>s(?!\w))?{_PART}",
        _weekday,
    ),
    _rule("weekday", rf"(?:(?P<lead>every) )?{_W}(?P<plural>s)(?!\w)", _weekday),
    _rule("set", rf"(?:every|each) {_W}(?!\w)", _set),
)
_YEAR_RULES: Final = (
    _rule("iso", r"(?P<year>(?:1[89]|20)\d\d)-(?P<m>\d\d)-(?P<day>\d\d)(?![\d-])", _iso, 0.97),
    _rule("slashed", r"(?P<a>\d{1,2})[/.](?P<b>\d{1,2})[/.](?P<year>\d{4})(?!\d)", _slashed, 0.85),
    _rule("month_year", rf"{_EARLY}{_M}(?:,| of)? {_Y}", _month_of_year, 0.95),
    _rule(
        "decade",
        r"(?:the )?(?P<early>early |late |mid-?)?(?P<year>(?:1[89]|20)\d0)['’]?s(?!\w)",
        _decade,
        0.85,
    ),
    _rule("year", rf"{_YEAR_LEAD}{_Y}{_NOT_YEAR}", _bare_year, 0.85),
)
_THAT_DAY_RULES: Final = (
    _rule(
        "that_day",
        r"(?:the |that )?(?P<which>same|following|next|previous|preceding|that) (?:day|morning|evening|night)"
        r"(?!\w)",
        _that_day,
        0.6,
    ),
)
_UNIT_RULES: Final = (
    _rule(
        "ago",
        r"(?:(?:about|some|almost|nearly|around|more than|over|less than|just|only|at least) )?"
        rf"{_N} {_U} (?P<way>ago|earlier|later|before|after|from now)(?!\w)",
        _ago,
        0.85,
    ),
    _rule(
        "span",
        r"(?:the )?(?:(?:early|earlier|late|later|end of|the end of|middle of|beginning of)(?: in)? )?"
        rf"(?:the )?{_WHICH} (?P<unit>week|weekend|month|year|century|decade|quarter|season)"
        r"(?!\w|[- ](?:old|long))",
        _named_span,
        0.85,
    ),
    _rule("weekend", r"(?:over |at |during )?(?P<weekend>the weekend)(?!\w)", _the_weekend, 0.8),
    *_THAT_DAY_RULES,
    _rule(
        "duration",
        r"(?:(?:the )?(?:last|past|next|first|nearly|almost|about|some|more than|less than|over|at least|"
        rf"up to|another) ){{0,3}}(?:{_N}|half an?|[a-z]{{3,5}}teen|(?:twen|thir|for|fif)ty-[a-z]{{3,5}})"
        rf"(?: more| full| consecutive| straight| or so)?[ -]{_U}(?! ?-?old| ago|[- ]olds)(?!\w)",
        _duration,
        0.75,
    ),
    _rule(
        "set",
        r"(?:every|each) (?:other |single )?(?:day|week|month|year|hour|morning|night|weekend)(?!\w)",
        _set,
        0.8,
    ),
)
_NAMED_RULES: Final = (
    _rule(
        "named_day",
        r"(?P<name>the day before yesterday|the day after tomorrow|earlier today|later today|last night|"
        rf"last evening|this (?:morning|afternoon|evening)|today|tonight|yesterday|tomorrow){_PART}(?!\w)",
        _named_day,
        0.9,
    ),
)
_DAY_RULES: Final = (
    _rule(
        "day_of_month",
        r"(?:on|by|until|till|from|since) the (?P<day>\d{1,2})(?:st|nd|rd|th)"
        r"(?= ?[.,;:)\n—–-]| (?:and|to|in|at|by|when|the|of this|of the month)\b|$)",
        _day_of_month,
        0.7,
    ),
)
_SEASON_RULES: Final = (
    _rule(
        "season",
        r"(?:in |during )?(?:(?:the|last|this|next|late|early) ){1,3}(?:spring|summer|autumn|fall|winter)"
        rf"(?: of {_Y})?(?!\w)",
        _season,
        0.7,
    ),
    _rule("season", rf"(?:spring|summer|autumn|fall|winter) (?:of )?{_Y}(?!\w)", _season, 0.8),
)
_SET_RULES: Final = (
    _rule("set", r"(?:daily|weekly|monthly|annually|yearly|nightly|hourly)(?!\w)", _set, 0.6),
)
_CLOCK_RULES: Final = (
    _rule("clock", r"\d{1,2}(?:[:.]\d\d)? ?[ap](?:\.m\.|m)(?!\w)", _clock, 0.8),
    _rule(
        "clock",
        r"(?:\d{1,2}[:.h]\d\d)(?: ?(?:hours|hrs|GMT|local time|[ap]\.?m\.?))(?!\w)",
        _clock,
        0.8,
    ),
    _rule(
        "clock", r"(?:at |before |until |by |around )(?:noon|midnight|midday|dawn|dusk)(?!\w)", _clock, 0.6
    ),
)


def _anchors() -> dict[str, tuple[_Rule, ...]]:
    """Which forms to try around a word: reading every form over a whole text would be slow."""
    by_words: tuple[tuple[str, tuple[_Rule, ...]], ...] = (
        (" ".join(_MONTHS), _MONTH_RULES),
        (" ".join(_WEEKDAYS), _WEEKDAY_RULES),
        (" ".join(f"{name}s" for name in _WEEKDAYS if len(name) > 5), _WEEKDAY_RULES),
        (" ".join((*_UNITS, *(f"{unit}s" for unit in _UNITS))), _UNIT_RULES),
        ("today tonight yesterday tomorrow", _NAMED_RULES),
        ("night evening morning", _NAMED_RULES + _THAT_DAY_RULES + _UNIT_RULES[-1:]),
        ("afternoon", _NAMED_RULES + _UNIT_RULES[-1:]),
        ("spring summer autumn fall winter", _SEASON_RULES),
        ("daily weekly monthly annually yearly nightly", _SET_RULES),
        ("christmas valentine halloween women nakba earth veterans bastille rights", _FEAST_RULES),
        ("thanksgiving juneteenth", _FEAST_RULES),
        ("year", _UNIT_RULES + _FEAST_RULES),
        ("noon midnight midday dawn dusk pm am a p gmt", _CLOCK_RULES),
        ("st nd rd th", _DAY_RULES),
    )
    return {word: rules for words, rules in by_words for word in words.split()}


_ANCHORS: Final = _anchors()
_ANCHOR: Final = re.compile(r"[^\W\d_]+|(?<!\d)\d{4}(?!\d)")
_BEFORE_ANCHOR: Final = 45
_AFTER_ANCHOR: Final = 45


@dataclass(frozen=True, slots=True)
class _Found:
    start: int
    end: int
    rule: _Rule
    match: re.Match[str]


def find_times(parsed: Parsed) -> tuple[TimeExpression, ...]:
    """Every time expression of an article, in order, none overlapping another.

    Days are worked out from the article's publication day, else from its heading's; without either,
    relative expressions have none. Weeks and months stay ranges; durations ("three days") and sets
    ("every Friday") have no days.
    """
    setting = _Setting(parsed, day_of_article(parsed))
    times = []
    for found in _longest_first(_matches(parsed.text)):
        value = found.rule.resolve(found.match, setting)
        if value is None:
            continue
        if value.start and value.start == value.end and value.type == "date":
            setting.last = value.start
        for start, end, days in _taken_apart(found, value, parsed.text):
            times.append(
                TimeExpression(
                    start=days.start,
                    end=days.end,
                    precision=days.precision,
                    type=days.type,
                    confidence=found.rule.confidence,
                    evidence=(parsed.span(start, end),),
                    by=f"date.{found.rule.name}/1",
                )
            )
    return tuple(times)


def _taken_apart(found: _Found, value: _Value, text: str) -> Iterator[tuple[int, int, _Value]]:
    """Two days for "April 24 and 26", which names two; "April 24-26" stays whole."""
    match = found.match
    if match.groupdict().get("day2") and value.start and value.end:
        between = text[match.end("day") : match.start("day2")]
        cut = between.lower().rfind(" and ")
        if cut >= 0:
            yield found.start, match.end("day") + cut, _day(value.start)
            yield match.end("day") + cut + len(" and "), found.end, _day(value.end)
            return
    yield found.start, found.end, value


def _matches(text: str) -> Iterator[_Found]:
    for anchor in _ANCHOR.finditer(text):
        word = anchor[0]
        rules = _YEAR_RULES if word[0].isdigit() else _ANCHORS.get(word.lower())
        if not rules:
            continue
        start, end = max(0, anchor.start() - _BEFORE_ANCHOR), min(len(text), anchor.end() + _AFTER_ANCHOR)
        for rule in rules:
            for match in rule.pattern.finditer(text, start, end):
                if match.start() <= anchor.start() and anchor.end() <= match.end():
                    yield _Found(match.start(), match.end(), rule, match)
                    break


def _longest_first(found: Iterator[_Found]) -> list[_Found]:
    kept: list[_Found] = []
    taken: set[int] = set()
    for item in sorted(found, key=lambda f: (f.start - f.end, f.start)):
        places = range(item.start, item.end)
        if not taken.intersection(places):
            taken.update(places)
            kept.append(item)
    return sorted(kept, key=lambda f: f.start)


_DAY_LINE: Final = re.compile(
    rf"^[ \t]*(?:(?:published|posted|updated|date)[: ]+)?(?:{_W},? )?"
    rf"(?:{_M} (?P<day>\d{{1,2}})(?:st|nd|rd|th)?,? {_Y})[ \t.]*$",
    re.IGNORECASE | re.MULTILINE,
)


# A headline in capitals that ends in a full date: DAY IN BRIEF 14 APRIL 2019.
_DAY_AT_TOP: Final = re.compile(
    rf"[^a-z\n]{{0,50}}?(?<![^\W_])(?P<day>\d{{1,2}}) (?P<month>[A-Z]{{3,9}}),? {_Y}"
)


def day_of_article(parsed: Parsed) -> date | None:
    """The day an article's relative times are counted from: publication, else its head, else a line
    near the top that holds a full date and nothing more.
    """
    if parsed.article.published:
        return parsed.article.published
    if parsed.heading and parsed.heading.date:
        return parsed.heading.date
    line = _DAY_LINE.search(parsed.text, 0, 400) or _DAY_AT_TOP.match(parsed.text)
    return _calendar(int(line["year"]), _month_number(line["month"]), int(line["day"])) if line else None

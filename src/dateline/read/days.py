"""Days of publication, in the many forms in which files and databases write them."""

from __future__ import annotations

import re
from datetime import date, datetime
from email.utils import parsedate_to_datetime

_LONGEST = 60
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_WEEKDAY = r"(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?\.?"
_MONTH = (
    r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>\d{4})"
_TIME = (
    r"(?P<time>\d{1,2}[:.]\d{2}(?:[:.]\d{2})?(?:\s?[ap]\.?m\.?)?|\d{1,2}\s?[ap]\.?m\.?)"
    r"(?:\s?\(?[a-z]{1,5}\)?(?:[+-]\d{1,2}(?::?\d{2})?)?|\s?[+-]\d{2}:?\d{2})?"
)
_REST = rf"(?:,?\s{{1,4}}{_WEEKDAY})?(?:,?\s{{1,4}}(?:at\s)?{_TIME})?"
_WRITTEN = tuple(
    re.compile(rf"(?:{_WEEKDAY},?\s{{1,4}})?{form}{_REST}", re.IGNORECASE)
    for form in (
        rf"{_MONTH}\s{{1,4}}{_DAY},?\s{{1,4}}{_YEAR}",
        rf"{_DAY}\s{{1,4}}{_MONTH},?\s{{1,4}}{_YEAR}",
        rf"{_YEAR}\s{{1,4}}{_MONTH}\s{{1,4}}{_DAY}",
    )
)
_SLASHED = re.compile(r"(\d{4})/(\d{1,2})/(\d{1,2})(?:\s+(\d{1,2}:\d{2}(?::\d{2})?))?")
_DIGITS = re.compile(r"(\d{4})(\d{2})(\d{2})\d{6}")


def read_day(words: str) -> tuple[date, bool] | None:
    """The day that a date or a date-time names, and whether it has a time; None where it is ambiguous.

    ISO 8601, RFC 2822 ("Mon, 04 May 2026 10:00:00 GMT"), a month in letters with or without weekday and
    time, and the fourteen digits of GDELT are read; 05/04/2026 is one day in London and another in New
    York, and is not. The day is that of the time as it is written, in its own time zone.

    >>> read_day("2026-05-04T23:30:00-05:00")
    (datetime.date(2026, 5, 4), True)
    >>> read_day("May 4, 2026 Monday 10:12 AM GMT")
    (datetime.date(2026, 5, 4), True)
    >>> read_day("05/04/2026")
    """
    if len(words) > _LONGEST:
        return None
    try:
        return date.fromisoformat(words), False
    except ValueError:
        pass
    return written_day(words) or _machine_day(words)


def written_day(words: str) -> tuple[date, bool] | None:
    """As ``read_day``, for a month in letters alone.

    >>> written_day("Friday, March 3, 2023"), written_day("Protests of March 3, 2023")
    ((datetime.date(2023, 3, 3), False), None)
    """
    words = words.strip()
    if len(words) > _LONGEST:
        return None
    match = next((found for form in _WRITTEN if (found := form.fullmatch(words))), None)
    if match is None:
        return None
    month = _MONTHS.index(match["month"][:3].lower()) + 1
    day = _day(match["year"], str(month), match["day"])
    return (day, match["time"] is not None) if day else None


def _machine_day(words: str) -> tuple[date, bool] | None:
    if match := _SLASHED.fullmatch(words):
        day = _day(*match.group(1, 2, 3))
        return (day, match[4] is not None) if day else None
    if match := _DIGITS.fullmatch(words):
        day = _day(*match.group(1, 2, 3))
        return (day, True) if day else None
    for read in (datetime.fromisoformat, parsedate_to_datetime):
        try:
            return read(words).date(), True
        except (ValueError, TypeError, IndexError):
            continue
    return None


def _day(year: str, month: str, day: str) -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None

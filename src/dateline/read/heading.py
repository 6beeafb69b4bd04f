"""The head of a report: where and when it was written, before its first sentence.

``KARACHI, Oct 21 (Reuters) -``, ``LONDON (AP) —``, ``date 2023-10-21 KARACHI -``, ``Cape Town - ``.
Found by its form alone: no list of places is asked.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Final

from dateline.records import Heading

# A head stands at the top; bylines and a headline printed into the text may come before it.
_TOP: Final = 900
# A report is printed on the day of its head or soon after: a head's day is at most this far ahead.
_PRINTED_AHEAD: Final = timedelta(days=3)

_MONTHS: Final = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH: Final = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|"
    r"Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\.?"
)
_DAY: Final = (
    rf"(?:(?:Mon|Tues?|Wed(?:nes)?|Thu(?:rs)?|Fri|Sat(?:ur)?|Sun)(?:day)?\.?,? )?"
    rf"(?:{_MONTH} \d{{1,2}}(?:st|nd|rd|th)?(?:,? \d{{4}})?"
    rf"|\d{{1,2}}(?:st|nd|rd|th)? {_MONTH}(?:,? \d{{4}})?"
    r"|\d{4}-\d\d-\d\d)"
)
_WORD: Final = r"[^\W\d_][\w.'’-]{0,30}"
_HEAD: Final = re.compile(
    rf"(?<![\w.,'’-])(?:(?:date:? )?(?P<early>{_DAY}),? )?"
    rf"(?P<town>{_WORD}(?:[ /]{_WORD}){{0,6}}?)"
    rf"(?P<region>(?:, ?(?!{_DAY}){_WORD}(?:[ /]{_WORD}){{0,3}}){{0,2}})"
    rf"(?:[,:]? (?P<date>{_DAY}))?"
    r"(?P<agency>,? ?\((?P<inside>[^()\n]{2,40})\)| \[[A-Z]{2,10}\]| /[A-Z]{2,12}(?:-[A-Z]+)?/)?"
    r"(?P<dash> ?-{2,3} ?| ?[—–] ?| ?[-_:](?=\s))",
    re.IGNORECASE,
)
_DASH: Final = re.compile(r"-- ?|[—–]|[-_:](?=\s)")
# A head is shorter than this; words farther before a dash are not read.
_LONGEST: Final = 130
# First words of places with two; a colon after two other words in capitals names a speaker.
_FIRST_OF_TWO: Final = re.compile(
    r"(?:new|san|santa|los|las|port|cape|el|la|st|tel|kuala|addis|dar|east|west|north|south|hong|abu|fort|"
    r"rio|sao|são) ",
    re.IGNORECASE,
)
_DAY_INSIDE: Final = re.compile(_DAY, re.IGNORECASE)
_DAY_PARTS: Final = re.compile(
    rf"(?P<iso>\d{{4}}-\d\d-\d\d)|(?P<m1>{_MONTH}) (?P<d1>\d{{1,2}})(?:st|nd|rd|th)?(?:,? (?P<y1>\d{{4}}))?"
    rf"|(?P<d2>\d{{1,2}})(?:st|nd|rd|th)? (?P<m2>{_MONTH})(?:,? (?P<y2>\d{{4}}))?",
    re.IGNORECASE,
)
# Words that open other things than a report's head.
_NO_TOWN: Final = re.compile(
    r"\b(?:letters?|updates?|watch|video|videos|photos?|pics?|pictures|breaking|exclusive|opinion|analysis|"
    r"factbox|note|notes|live|wrap|news|column|editorial|review|profile|interview|feature|sport|sports|"
    r"business|politics|warnings?|alerts?|weather|diary|read|also|more|poll|quotes?|timeline|correction|"
    r"clarification|advisory|summary|roundup|spotlight|q|a|i|the|an|and|but|so|yes|no|this|that|these|it|he|"
    r"she|we|they|you|in|on|at|by|for|with|to|is|are|was|were|has|have|had|said|says|will|not|what|who|why|"
    r"how|when|where|copyright|tel|contact|mr|mrs|dr|monday|tuesday|wednesday|thursday|friday|saturday|"
    r"sunday|today|yesterday|editors?|reporters?|staff|nil|baseball|football|basketball|hockey|cricket|"
    r"tennis|golf|rugby|soccer|calendar|report|press|release|headline|headlines|court|courts|after|as|if)\b",
    re.IGNORECASE,
)
_SOURCE: Final = re.compile(r"\b(?:news|agency|times|post|press|herald|wire|online|media)\b", re.IGNORECASE)
_PARTICLES: Final = frozenset(
    [
        "de",
        "del",
        "do",
        "da",
        "dos",
        "la",
        "las",
        "el",
        "es",
        "di",
        "of",
        "al",
        "and",
        "le",
        "les",
        "en",
        "sur",
        "du",
        "upon",
    ],
)


def find_heading(text: str, published: date | None = None) -> Heading | None:
    """The head of a report, or None where it has none.

    A day without a year takes the year that puts it nearest before publication; without a
    publication day it stays unresolved (``date`` None).

    >>> find_heading("LAHORE, Oct 21 (Wire) - Teachers marched.", date(2023, 10, 22)).date
    datetime.date(2023, 10, 21)
    >>> find_heading("They marched - and sang - all day.") is None
    True
    """
    top = text[:_TOP]
    last = 0
    for dash in _DASH.finditer(top):
        begin = max(last, dash.start() - _LONGEST)
        if begin and top[begin].isalnum() and top[begin - 1].isalnum():
            begin = top.find(" ", begin, dash.start()) + 1 or begin
        last = dash.end()
        match = _HEAD.search(top, begin, dash.end() + 2)
        while match and match.end() < dash.end():
            match = _HEAD.search(top, match.end(), dash.end() + 2)
        heading = match and _read(top, match, published)
        if heading:
            return heading
    return _lower_case_head(top)


def _read(text: str, match: re.Match[str], published: date | None) -> Heading | None:
    day = _day_span(match)
    start, end = _town_span(text, match)
    town = text[start:end]
    opens_line = _opens_line(text, match.start(), start if match["early"] is None else match.start())
    marked = bool(day or match["agency"])
    if not _followed_by_a_report(text, match, marked):
        return None
    is_source = bool(day) and opens_line and bool(_SOURCE.search(match["town"])) and len(town.split()) <= 4
    if not is_source and not _is_town(town, match, opens_line, marked):
        return None
    return Heading(
        start=match.start() if match["early"] else match.start("town") if is_source else start,
        end=match.end("dash"),
        place_start=None if is_source else start,
        place_end=None if is_source else end,
        date_start=day[0] if day else None,
        date_end=day[1] if day else None,
        date=_resolve(text[day[0] : day[1]], published) if day else None,
    )


def _opens_line(text: str, *starts: int) -> bool:
    """Whether only white space, a line end or a headline's full stop stands before."""
    return any((before := text[:start].rstrip(" \t")) == "" or before[-1] in "\n.!?" for start in starts)


def _day_span(match: re.Match[str]) -> tuple[int, int] | None:
    for name in ("date", "early"):
        if match[name]:
            return match.span(name)
    if match["inside"] and (inside := _DAY_INSIDE.fullmatch(match["inside"])):
        return match.start("inside") + inside.start(), match.start("inside") + inside.end()
    return None


def _town_span(text: str, match: re.Match[str]) -> tuple[int, int]:
    """The town within the words before the region: after a headline or a byline, the capitals alone."""
    start, end = match.span("town")
    words = [(m.start() + start, m.end() + start) for m in re.finditer(r"[^ ]+", match["town"])]
    if any(c.islower() for c in match["town"]) and match["town"].split()[-1].isupper():
        caps = len(words)
        while caps and _is_capitals(text[slice(*words[caps - 1])]):
            caps -= 1
        words = words[caps:] or words
    before = text[max(0, words[0][0] - 5) : words[0][0]].lower()
    if before.endswith(("by ", " and ")) and len(words) > 2:
        words = words[2:]  # a byline in capitals: a name has two words
    start, end = words[0][0], words[-1][1]
    slash = text.find("/", start, end)
    return start, slash if slash > start else end


def _is_capitals(word: str) -> bool:
    return word.isupper() or word.lower() in _PARTICLES


def _is_title(town: str) -> bool:
    return all(w[:1].isupper() or w.lower() in _PARTICLES for w in re.split(r"[ /-]", town) if w)


def _is_town(town: str, match: re.Match[str], opens_line: bool, marked: bool) -> bool:
    words = town.split()
    if len(words) > 4 or len(town) < 3 or _NO_TOWN.search(town):
        return False
    region = match["region"].strip(", ")
    if _NO_TOWN.search(region) or (region and not region[0].isupper()):
        return False
    capitals = all(_is_capitals(w) for w in words) and words[0].isupper()
    if ":" in match["dash"]:
        short = len(words) == 1 or (len(words) == 2 and bool(_FIRST_OF_TWO.match(town)))
        return capitals and opens_line and short and len(town) > 3 and "-" not in town
    if capitals:
        return marked or (opens_line and len(words) <= 3 and "-" not in town)
    first_line = not match.string[: match.start()].strip()
    return _is_title(town) and len(words) <= 3 and (opens_line if marked else first_line)


def _followed_by_a_report(text: str, match: re.Match[str], marked: bool) -> bool:
    """Whether a sentence begins after the dash: a capital, a figure, a quotation, or a new line."""
    dash, after = match["dash"], text[match.end("dash") :]
    if not marked and not (dash.startswith(" ") and dash.endswith(" ")) and dash.strip() in {"-", "–", "_"}:
        return text[match.end("dash") : match.end("dash") + 1].isspace() and dash.startswith(" ")
    rest = after.lstrip()
    if not rest:
        return marked
    return rest[0].isupper() or rest[0].isdigit() or rest[0] in "\"“‘'(" or (marked and rest[0].isalpha())


def _resolve(words: str, published: date | None) -> date | None:
    parts = _DAY_PARTS.search(words)
    if parts is None:
        return None
    if parts["iso"]:
        return _calendar(*map(int, parts["iso"].split("-")))
    month = _MONTHS.index((parts["m1"] or parts["m2"])[:3].lower()) + 1
    day, year = int(parts["d1"] or parts["d2"]), parts["y1"] or parts["y2"]
    if year:
        return _calendar(int(year), month, day)
    if published is None:
        return None
    options = (_calendar(published.year + step, month, day) for step in (1, 0, -1))
    return next((d for d in options if d and d <= published + _PRINTED_AHEAD), None)


def _calendar(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


_LOWER_HEAD: Final = re.compile(r"\s{0,99}+(?P<town>[^\W\d_]{3,20}(?: [^\W\d_]{2,20}){0,2}): (?=[^\W\d_])")


def _lower_case_head(text: str) -> Heading | None:
    """``new delhi: hundreds of``: some archives keep their reports in lower case throughout."""
    match = _LOWER_HEAD.match(text)
    if match is None or any(c.isupper() for c in text[:300]) or _NO_TOWN.search(match["town"]):
        return None
    start, end = match.span("town")
    return Heading(start=start, end=match.end(), place_start=start, place_end=end)

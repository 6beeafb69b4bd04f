"""Quotation marks paired over a text: what stands between quotation marks, whatever their shape."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

# Left mark -> the marks that may close it. The pairs of Unicode's "Quotation marks" block that
# English-language papers print, and the typewriter's and TeX's stand-ins for them.
_CLOSERS = {
    "“": '”"“',
    "„": "“”",
    "«": "»",
    "‹": "›",
    '"': '"”',
    "``": "''",
    "''": "''",
}
_MARK = re.compile(r"``|''|[“”„«»‹›\"]")
_SINGLE = re.compile(r"[‘’'`]")
_BLANK_LINE = re.compile(r"\n[ \t\r]*\n\s*")
_LINE_END = re.compile(r"\n\s*")
_OPENS_AFTER = ' \t\n\r\u00a0([{-–—:,/“"‘'
_ENDS_SPEECH = ".,?!;…—–"


@dataclass(frozen=True, slots=True)
class Quote:
    """A quotation: ``text[start:end]`` with its marks, ``text[inner_start:inner_end]`` without.

    ``closed`` is False where the paragraph ends before the quotation does: the convention for speech
    that goes on in the next paragraph, or a mark that the paper forgot.
    """

    start: int
    end: int
    inner_start: int
    inner_end: int
    closed: bool


def paragraphs(text: str) -> tuple[tuple[int, int], ...]:
    """Start and end of each paragraph: parted by blank lines where a text has any, else by line ends."""
    divider = _BLANK_LINE if _BLANK_LINE.search(text) else _LINE_END
    found, at = [], 0
    for match in divider.finditer(text):
        if match.start() > at:
            found.append((at, match.start()))
        at = match.end()
    if at < len(text):
        found.append((at, len(text)))
    return tuple(found)


def find_quotes(text: str) -> tuple[Quote, ...]:
    """The outermost quotations of a text in order; none crosses a paragraph. Time is linear in the text.

    >>> [q.inner_end - q.inner_start for q in find_quotes('He said “no, never” and "why?"')]
    [9, 4]
    """
    found: list[Quote] = []
    for start, end in paragraphs(text):
        double = list(_double(text, start, end))
        found.extend(double)
        found.extend(_single(text, start, end, double))
    return tuple(sorted(found, key=lambda q: q.start))


def quote_at(quotes: tuple[Quote, ...], offset: int) -> Quote | None:
    """The quotation that a character stands in, its marks included."""
    k = bisect_right(quotes, offset, key=lambda q: q.start) - 1
    return quotes[k] if k >= 0 and offset < quotes[k].end else None


def _double(text: str, start: int, end: int) -> Iterator[Quote]:
    opened: re.Match[str] | None = None
    nested = False
    marks = list(_MARK.finditer(text, start, end))
    for at, mark in enumerate(marks):
        if opened is None:
            if mark[0] in _CLOSERS and _may_open(text, mark, start, end):
                opened = mark
        elif nested:
            nested = False
        elif _is_nested(text, opened, marks[at : at + 3]):
            nested = True
        elif mark[0] in _CLOSERS[opened[0]]:
            if mark.start() > opened.end():
                yield Quote(opened.start(), mark.end(), opened.end(), mark.start(), closed=True)
            opened = None
    if opened is not None and text[opened.end() : end].strip():
        yield Quote(opened.start(), end, opened.end(), end, closed=False)


def _is_nested(text: str, opened: re.Match[str], marks: list[re.Match[str]]) -> bool:
    """“He calls it “hell”, as we know”: an opening mark inside a quotation, and then two that close."""
    return (
        opened[0] == "“"
        and [mark[0] for mark in marks] == ["“", "”", "”"]
        and text[marks[0].start() - 1] in _OPENS_AFTER
        and not text[marks[0].end()].isspace()
    )


def _may_open(text: str, mark: re.Match[str], start: int, end: int) -> bool:
    """A mark of unknown side opens only at the left of a word: 5" is no quotation."""
    if mark.end() >= end or text[mark.end()].isspace():
        return False
    return mark[0] not in ('"', "''") or mark.start() == start or text[mark.start() - 1] in _OPENS_AFTER


def _single(text: str, start: int, end: int, double: list[Quote]) -> Iterator[Quote]:
    """Quotations in single marks, outside those in double marks. An apostrophe looks like a closing mark,
    so one after a comma or full stop is preferred.
    """
    marks = [m.start() for m in _SINGLE.finditer(text, start, end) if not _inside(m.start(), double)]
    closers = [i for i in marks if _may_close(text, i, start, end)]
    sure = [i for i in closers if text[i - 1] in _ENDS_SPEECH]
    starts = [q.start for q in double]
    at = start
    for i in marks:
        if i < at or not _single_opens(text, i, start, end):
            continue
        # It may not swallow a quotation in double marks that begins after it.
        k = bisect_right(starts, i)
        limit = starts[k] if k < len(starts) else end
        close = _first(sure, i + 2, limit) or _first(closers, i + 2, limit)
        if close:
            yield Quote(i, close + 1, i + 1, close, closed=True)
            at = close + 1


def _inside(at: int, quotes: list[Quote]) -> bool:
    k = bisect_right(quotes, at, key=lambda q: q.start) - 1
    return k >= 0 and at < quotes[k].end


def _single_opens(text: str, i: int, start: int, end: int) -> bool:
    if i + 1 >= end or not text[i + 1].isalnum():
        return False
    return text[i] in "‘'" and (i == start or text[i - 1] in _OPENS_AFTER)


def _may_close(text: str, i: int, start: int, end: int) -> bool:
    if text[i] not in "’'" or i == start or text[i - 1].isspace():
        return False
    return i + 1 >= end or not text[i + 1].isalnum()


def _first(places: list[int], least: int, limit: int) -> int | None:
    k = bisect_left(places, least)
    return places[k] if k < len(places) and places[k] < limit else None

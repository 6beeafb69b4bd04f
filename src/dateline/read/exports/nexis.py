"""Nexis Uni and its kin: a header, a line ``Body``, the text, and ``End of Document``.

The layout was taken from the documentation and sources of LexisNexisTools (an R package) and of other
public readers of such files; see docs/how-to/database-exports.md for what was not seen in the original.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from dateline.read.days import written_day
from dateline.read.exports.cut import Cut, paragraphs, tidy

END = "End of Document"
BODY = "Body"
LENGTH = re.compile(r"Length:\s{0,9}[\d,.]{1,9}\s{0,3}words?\b")  # LexisNexis writes LENGTH:
_LABEL = re.compile(r"(Section|Length|Byline|Highlight|Dateline|Series|Distribution|Anchors|Guests):\s*(.*)")
_PAGE = re.compile(r"Page\s{1,3}\d{1,5}\s{1,3}of\s{1,3}\d{1,5}")
_COPYRIGHT = re.compile(r"(Copyright\b|©|\(c\)\s)", re.IGNORECASE)
_COUNT = re.compile(r"Documents?\s{0,3}\((\d{1,5})\)")
_LANGUAGE = re.compile(r"Language:\s*(\S.*)", re.IGNORECASE)
_AFTER_BODY = re.compile(r"(Load-Date|Publication-Type|Correction-Date):\s", re.IGNORECASE)
_CLASSIFIED = re.compile(
    r"(Language|Publication-Type|Journal Code|Subject|Acc-No|Industry|Geographic|Person)\b"
)
_LONGEST_TITLE = 5  # lines
_AFTER_THE_LAST = 5  # lines that are no article: links and notices


@dataclass(frozen=True, slots=True)
class _Segment:
    """The lines of one document, numbered, without page numbers and running titles."""

    lines: tuple[tuple[int, str], ...]
    wrapped: bool

    def find(self, words: str, since: int = 0) -> int | None:
        return next((i for i in range(since, len(self.lines)) if self.lines[i][1] == words), None)


def cut_nexis(lines: Sequence[str], *, wrapped: bool) -> Iterator[Cut]:
    """The articles of an export in order.

    Args:
        lines: All lines of the export; paragraphs where it is a document.
        wrapped: Whether lines may have been broken at a fixed width.
    """
    ends = [at for at, line in enumerate(lines) if line.strip() == END]
    start = found = 0
    for end in ends:
        found += 1
        yield _cut(_segment(lines, start, end, wrapped))
        start = end + 1
    rest = _segment(lines, start, len(lines), wrapped)
    if not ends:
        yield _cut(rest)
    elif len(rest.lines) > _AFTER_THE_LAST:
        found += 1
        fault = f"the export breaks off here, without {END!r}"
        yield Cut(at=rest.lines[0][0], title=_cut(rest).title, fault=fault)
    yield from _missing(lines, found)


def _missing(lines: Sequence[str], found: int) -> Iterator[Cut]:
    """A failure where the first page of the export counts more documents than were found."""
    first = next((at for at, line in enumerate(lines) if line.strip() in (BODY, END)), 0)
    for line in lines[:first]:
        if (told := _COUNT.fullmatch(line.strip())) and found and int(told[1]) > found:
            yield Cut(fault=f"the export says that it holds {told[1]} documents; {found} were found")
            return


def _segment(lines: Sequence[str], start: int, end: int, wrapped: bool) -> _Segment:
    kept: list[tuple[int, str]] = []
    running = False
    titles = _titles(lines, start, end)
    for at in range(start, end):
        line = lines[at].strip().strip("\ufeff\x0c")
        if _PAGE.fullmatch(line):
            running = True
            continue
        if running and line:
            running = False
            if any(row == line for _, row in kept[:_LONGEST_TITLE]) or line in titles:
                continue  # the title again, above each page
        kept.append((at, line))
    first = next((i for i, (_, line) in enumerate(kept) if line), len(kept))
    return _Segment(tuple(kept[first:]), wrapped)


def _titles(lines: Sequence[str], start: int, end: int) -> set[str]:
    """Lines that stand below more than one page number: a running title."""
    seen: set[str] = set()
    often: set[str] = set()
    for at in range(start, end - 1):
        if _PAGE.fullmatch(lines[at].strip()):
            line = lines[at + 1].strip()
            (often if line in seen else seen).add(line)
    return often - {"", BODY}


def _cut(segment: _Segment) -> Cut:
    body = _body_at(segment)
    at, title, source, published = _head(segment, len(segment.lines) if body is None else body)
    if body is None:
        fault = f"no line {BODY!r} in it: it was exported without its text, or in a layout that is not known"
        return Cut(at=at, title=title, source=source, published=published, fault=fault)
    fields = _fields(segment.lines[:body])
    after = _after_body(segment, body)
    text = [line for _, line in segment.lines[body + 1 : after]]
    return Cut(
        at=at,
        title=title,
        source=source,
        published=published,
        byline=fields.get("Byline"),
        section=fields.get("Section"),
        language=_language(segment.lines[after:]),
        paragraphs=paragraphs(text, wrapped=segment.wrapped),
    )


def _body_at(segment: _Segment) -> int | None:
    """The line ``Body`` that has something of a header above it."""
    headed = False
    for i, (_, line) in enumerate(segment.lines):
        if line in (BODY, BODY + ":") and headed:
            return i
        headed = headed or bool(LENGTH.match(line) or _COPYRIGHT.match(line) or written_day(line))
    return None


def _head(segment: _Segment, body: int) -> tuple[int, str | None, str | None, str | None]:
    """Line, title, source and day; what stands before the title is the first page of the export."""
    lines = segment.lines[:body]
    below = next((i for i in range(len(lines) - 1, -1, -1) if LENGTH.match(lines[i][1])), len(lines))
    dated = next((i for i in range(below - 1, -1, -1) if written_day(lines[i][1])), None)
    if dated is None:
        return _undated(segment, below)
    source = _filled_above(lines, dated)
    title = _filled_above(lines, source) if source is not None else None
    if source is None or title is None:
        return (lines[dated][0], None, lines[source][1] if source is not None else None, lines[dated][1])
    first = title
    while segment.wrapped and first > 0 and lines[first - 1][1] and title - first < _LONGEST_TITLE - 1:
        first -= 1
    words = tidy(" ".join(line for _, line in lines[first : title + 1]))
    return lines[first][0], words, tidy(lines[source][1]), lines[dated][1]


def _undated(segment: _Segment, below: int) -> tuple[int, str | None, str | None, None]:
    lines = segment.lines[:below]
    until = next((i for i, (_, line) in enumerate(lines) if _COPYRIGHT.match(line)), below)
    filled = [(at, line) for at, line in lines[:until] if line and not _LABEL.match(line)]
    if not filled:
        return (segment.lines[0][0] if segment.lines else 0), None, None, None
    source = tidy(filled[1][1]) if len(filled) > 1 else None
    return filled[0][0], tidy(filled[0][1]), source, None


def _filled_above(lines: Sequence[tuple[int, str]], below: int) -> int | None:
    return next((i for i in range(below - 1, -1, -1) if lines[i][1]), None)


def _fields(lines: Sequence[tuple[int, str]]) -> dict[str, str]:
    found: dict[str, str] = {}
    for _, line in lines:
        if (label := _LABEL.match(line)) and (words := tidy(label[2])):
            found[label[1]] = words
    return found


def _after_body(segment: _Segment, body: int) -> int:
    """Where the body ends: before what Nexis sets below it."""
    lines = segment.lines
    for i in range(body + 1, len(lines)):
        line = lines[i][1]
        if _AFTER_BODY.match(line) or (line == "Classification" and _is_classified(lines, i)):
            return _before_graphics(lines, body, i)
    return _before_graphics(lines, body, len(lines))


def _before_graphics(lines: Sequence[tuple[int, str]], body: int, end: int) -> int:
    graphic = [i for i in range(body + 1, end) if lines[i][1] in ("Graphic", "Graphic:")]
    return graphic[-1] if graphic else end


def _is_classified(lines: Sequence[tuple[int, str]], at: int) -> bool:
    below = [line for _, line in lines[at + 1 : at + 6] if line]
    return bool(below and _CLASSIFIED.match(below[0]))


def _language(lines: Sequence[tuple[int, str]]) -> str | None:
    told = (_LANGUAGE.match(line) for _, line in lines)
    return next((tidy(match[1]) for match in told if match), None)

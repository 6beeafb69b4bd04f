"""Factiva as text, the way it comes out of an RTF export: full articles, or rows of field codes.

A full article ends with ``Document INVNEW0020230303ej33000a1`` and has a line ``512 words`` in its
header; the header's lines follow one order. With field codes each row begins with two or three capitals
(``HD``, ``WC``, ``LP``). Both layouts were taken from public readers of such files.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from dateline.read.days import written_day
from dateline.read.exports.cut import Cut, tidy

DOCUMENT = re.compile(r"(?:Document|Dokument|Documento)\s([A-Za-z0-9]{16,32})")
WORDS = re.compile(r"[\d,.]{1,9}\s(?:words|Wörter|mots|palabras)")
CODES = (
    "SE HD CR BY CT WC PD ET SN SC NGC GC ED PG VOL LA CY LP TD ART CO IN NS RE IPD IPC PUB AN CX RF DE"
).split()
CODE = re.compile(rf"({'|'.join(CODES)})(?:\Z|\s{{0,9}}(?:[|\t]|\s\s)\s{{0,9}})(.*)")
_TIME = re.compile(r"\d{1,2}:\d{2}(?::\d{2})?(?:\s?[AP]M)?(?:\s[A-Z]{2,4})?")
_SOURCE_CODE = re.compile(r"[A-Z0-9]{2,10}")
_RIGHTS = re.compile(r"copyright|©|\(c\)|rights reserved", re.IGNORECASE)
_LANGUAGES = frozenset(
    "English German French Spanish Italian Portuguese Dutch Danish Swedish Norwegian Finnish Polish Czech"
    " Russian Turkish Arabic Hebrew Chinese Japanese Korean Indonesian Malay Thai Greek Hungarian Romanian"
    " Bulgarian Ukrainian Catalan Deutsch Englisch".split()
)
_SECTION_WORDS = 3
_LONGEST_RIGHTS = 400  # characters
_AFTER_THE_LAST = 12  # lines: Factiva ends with a summary of the search


def cut_factiva(lines: Sequence[str], *, wrapped: bool) -> Iterator[Cut]:
    """The articles of an export in order; the summary of the search after the last is passed over."""
    del wrapped  # Factiva breaks no lines
    start = 0
    for at, line in enumerate(lines):
        words = line.strip().strip("|").strip()
        coded = CODE.match(words)
        if match := DOCUMENT.fullmatch(coded[2].strip() if coded else words):
            yield _cut(lines, start, at, match[1])
            start = at + 1
    rest = [(at, line.strip()) for at, line in enumerate(lines[start:], start) if line.strip()]
    if any(WORDS.fullmatch(line) for _, line in rest) and len(rest) > _AFTER_THE_LAST:
        yield Cut(
            at=rest[0][0], title=rest[0][1], fault="the export breaks off here, without a line 'Document …'"
        )


def _cut(lines: Sequence[str], start: int, end: int, number: str) -> Cut:
    filled = [(at, line) for at in range(start, end) if (line := lines[at].strip().strip("|").strip())]
    if not filled:
        return Cut(at=end, id=number, fault="nothing stands above its document number")
    if sum(bool(CODE.match(line)) for _, line in filled) >= 3:
        return coded_cut(_rows(filled), at=filled[0][0], number=number)
    return _plain_cut(filled, number)


def _rows(filled: Sequence[tuple[int, str]]) -> dict[str, list[str]]:
    rows: dict[str, list[str]] = {}
    code = ""
    for _, line in filled:
        match = CODE.match(line)
        if match:
            code = match[1]
            rows[code] = []
        if code and (words := (match[2] if match else line).strip(" |")):
            rows[code].append(words)
    return rows


def coded_cut(rows: Mapping[str, Sequence[str]], *, at: int, number: str | None) -> Cut:
    """The article of rows of field codes: the values of each code, a paragraph each."""

    def words(code: str) -> str | None:
        return tidy(" ".join(rows.get(code, ())))

    text = tuple(one for code in ("LP", "TD") for one in rows.get(code, ()))
    return Cut(
        at=at,
        title=words("HD"),
        source=words("SN"),
        published=words("PD"),
        byline=words("BY"),
        section=words("SE"),
        language=words("LA"),
        id=number,
        paragraphs=text,
        fault=None if text else "no text in it (neither LP nor TD): it was exported without full text",
    )


def _plain_cut(filled: Sequence[tuple[int, str]], number: str) -> Cut:
    at = filled[0][0]
    counted = next((i for i, (_, line) in enumerate(filled) if WORDS.fullmatch(line)), None)
    if counted is None:
        return Cut(
            at=at, title=filled[0][1], id=number, fault="no line with the number of words in its header"
        )
    section, title, byline = name_head([line for _, line in filled[:counted]])
    below = [line for _, line in filled[counted + 1 :]]
    cut, text = read_below(Cut(at=at, title=title, byline=byline, section=section, id=number), below)
    return with_text(cut, text)


def with_text(cut: Cut, text: Sequence[str]) -> Cut:
    """The cut with its paragraphs, or the failure that it has none."""
    fault = None if text else "no text in it: it was exported as a headline"
    return replace(cut, paragraphs=tuple(text), fault=fault)


def name_head(head: Sequence[str]) -> tuple[str | None, str | None, str | None]:
    """Section, headline and byline from the lines above the number of words.

    Three lines are these three. Of two, the second is the byline if it begins with By; else the first is
    the section if it has at most three words and fewer than the second.
    """
    lines = [words for line in head if (words := tidy(line))]
    if len(lines) >= 3:
        return lines[-3], lines[-2], lines[-1]
    if len(lines) < 2:
        return None, lines[0] if lines else None, None
    first, second = lines
    short = len(first.split()) <= _SECTION_WORDS and len(first.split()) < len(second.split())
    if short and not second.lower().startswith("by "):
        return first, second, None
    return None, first, second


def read_below(cut: Cut, below: Sequence[str]) -> tuple[Cut, list[str]]:
    """The cut with day, paper and language from the lines below the number of words, and the text below."""
    at = 0
    if below[at:] and written_day(below[at]):
        cut, at = replace(cut, published=below[at]), at + 1
    if below[at:] and _TIME.fullmatch(below[at]):
        cut, at = replace(cut, published=f"{cut.published or ''} {below[at]}".strip()), at + 1
    if below[at:]:
        cut, at = replace(cut, source=tidy(below[at])), at + 1
    spoken = next((i for i in range(at, min(at + 6, len(below))) if below[i] in _LANGUAGES), None)
    if spoken is not None:
        cut, at = replace(cut, language=below[spoken]), spoken + 1
    elif below[at:] and _SOURCE_CODE.fullmatch(below[at]):
        at += 1
    while below[at:] and len(below[at]) <= _LONGEST_RIGHTS and _RIGHTS.search(below[at]):
        at += 1
    return cut, list(below[at:])

"""Whether a file is the export of a database, told by its first part; and of which."""

from __future__ import annotations

import re
from typing import Literal

from dateline.read.days import written_day
from dateline.read.exports import factiva, factiva_page, lexisnexis, nexis, proquest
from dateline.read.exports.cut import lines_of

Layout = Literal["nexis", "lexisnexis", "factiva", "proquest"]

# A list of 500 headlines before the first article fits.
LOOKED_AT = 300_000
MAX_EXPORT_BYTES = 50_000_000
_FRONT = re.compile(r"(Date and Time|User Name|Job Number|Client/Matter|Search Terms|Search Type):")


def begins_like_export(start: bytes) -> bool:
    """Whether a text file is an export, from its first bytes."""
    wide = start[:2] in (b"\xff\xfe", b"\xfe\xff")
    text = start[: len(start) & ~1].decode("utf-16" if wide else "utf-8", errors="replace")
    return layout_of(lines_of(text)) is not None


def begins_like_factiva_page(start: bytes) -> bool:
    """Whether an HTML file is an export of Factiva, from its first bytes."""
    return bool(factiva_page.MARK.search(start)) and (b"Headline" in start or b"articleParagraph" in start)


def layout_of(lines: list[str]) -> Layout | None:
    """The layout of an export, None for any other text.

    Each layout is known by lines of which a news text might hold one, but not all, and none of which is
    part of a sentence.

    >>> layout_of(["Body", "Thousands marched.", "End of Document"])
    """
    lines = [line.strip("\ufeff\x0c \t\r\n|") for line in lines]
    if _is_nexis(lines):
        return "nexis"
    if any(lexisnexis.HEADING.fullmatch(line) for line in lines) and _has(lines, "LENGTH: ", "BODY:"):
        return "lexisnexis"
    if any(proquest.RULE.fullmatch(line) for line in lines) and _is_proquest(lines):
        return "proquest"
    return "factiva" if _is_factiva(lines) else None


def _is_nexis(lines: list[str]) -> bool:
    """The line ``Body`` below a length, or below the first page that Nexis sets before the articles."""
    measured = fronted = False
    for at, line in enumerate(lines):
        measured = measured or bool(nexis.LENGTH.fullmatch(line))
        fronted = fronted or (at < 40 and bool(_FRONT.match(line)))
        if line == nexis.BODY and (measured or fronted):
            return True
    return nexis.END in lines and fronted


def _has(lines: list[str], *starts: str) -> bool:
    return any(line.startswith(starts) for line in lines)


def _is_proquest(lines: list[str]) -> bool:
    told = {match[1].lower() for line in lines if (match := proquest.LABEL.match(line))}
    known = {"full text", "publication title", "publication date", "proquest document id", "document url"}
    return len(told & known) >= 2


def _is_factiva(lines: list[str]) -> bool:
    """A document number, and above it a line of words and a day, or three field codes."""
    words = day = False
    codes: set[str] = set()
    for line in lines:
        code = factiva.CODE.match(line)
        if code:
            codes.add(code[1])
        if factiva.DOCUMENT.fullmatch(code[2].strip() if code else line):
            return (words and day) or len(codes) >= 3
        words = words or bool(factiva.WORDS.fullmatch(line))
        day = day or (words and written_day(line) is not None)
    return False

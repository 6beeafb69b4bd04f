"""LexisNexis Academic: ``3 of 161 DOCUMENTS`` above each article, labels in capitals around its text.

Two orders of the header exist: labels and then the text, the text being what follows ``LENGTH:`` and the
labels beside it; and, where all segments were asked for, a line ``BODY:``. The layout is that of the
sample file of LexisNexisTools (an R package) and of a public sample extract.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from dateline.read.days import written_day
from dateline.read.exports.cut import Cut, blocks, paragraphs, tidy

HEADING = re.compile(r"\s{0,99}(\d{1,6}) of (\d{1,6}) DOCUMENTS?\s*")
_HEADER = re.compile(
    r"(BYLINE|SECTION|LENGTH|HEADLINE|DATELINE|HIGHLIGHT|SERIES|DISTRIBUTION|TYPE|BODY):\s*(.*)"
)
_TRAILER = re.compile(
    r"(LOAD-DATE|LANGUAGE|PUBLICATION-TYPE|GRAPHIC|JOURNAL-CODE|CORRECTION-DATE|SUBJECT|DOCUMENT-TYPE|ACC-NO"
    r"|UPDATE|COPYRIGHT-NOTICE):\s*(.*)"
)
_COPYRIGHT = re.compile(r"(Copyright\b|©|\(c\)\s)", re.IGNORECASE)
_RIGHTS = re.compile(r"all rights reserved\.?", re.IGNORECASE)

_Block = list[tuple[int, str]]


def cut_lexisnexis(lines: Sequence[str], *, wrapped: bool) -> Iterator[Cut]:
    """The articles of an export in order; what stands before the first heading is passed over."""
    starts = [at for at, line in enumerate(lines) if HEADING.fullmatch(line.strip("\ufeff\x0c \t|"))]
    for start, end in pairwise([*starts, len(lines)]):
        yield _cut(lines, start, end, wrapped)


def _cut(lines: Sequence[str], start: int, end: int, wrapped: bool) -> Cut:
    runs = list(blocks((at, lines[at].strip("\ufeff\x0c")) for at in range(start + 1, end)))
    fields: dict[str, str] = {}
    loose: list[_Block] = []
    begin = _read_header(runs, fields, loose)
    published, source, title = _loose_head(loose)
    head = Cut(
        at=start,
        title=fields.get("HEADLINE") or title,
        source=source,
        published=published,
        byline=fields.get("BYLINE"),
        section=fields.get("SECTION"),
    )
    if begin is None:
        return replace(
            head, fault="neither LENGTH: nor BODY: in it, so its text cannot be told from its header"
        )
    stop = next((at for run in runs for at, line in run if at >= begin and _TRAILER.match(line)), end)
    body = _without_rights([lines[at].strip("\ufeff\x0c") for at in range(begin, stop)])
    return replace(head, language=_language(runs, stop), paragraphs=paragraphs(body, wrapped=wrapped))


def _read_header(runs: list[_Block], fields: dict[str, str], loose: list[_Block]) -> int | None:
    """The line on which the text begins; fills the fields and the blocks without a label."""
    for run in runs:
        label = _HEADER.match(run[0][1])
        if label and label[1] == "BODY":
            return run[0][0] + 1
        if label:
            words = tidy(" ".join([label[2], *(line for _, line in run[1:])]))
            fields.setdefault(label[1], words or "")
        elif "LENGTH" in fields and not _COPYRIGHT.match(run[0][1]):
            return run[0][0]
        else:
            loose.append(run)
    return None


def _loose_head(loose: list[_Block]) -> tuple[str | None, str | None, str | None]:
    """Day, paper and headline among the blocks that have no label."""
    named = [run for run in loose if not (_COPYRIGHT.match(run[0][1]) or _RIGHTS.fullmatch(run[0][1]))]
    dated = next((i for i, run in enumerate(named) if any(written_day(line) for _, line in run)), None)
    if dated is None:
        words = [tidy(" ".join(line for _, line in run)) for run in named[:2]]
        return None, words[0] if words else None, words[1] if len(words) > 1 else None
    published = next(line for _, line in named[dated] if written_day(line))
    source = tidy(named[dated - 1][-1][1]) if dated else None
    title = tidy(" ".join(line for _, line in named[dated + 1])) if dated + 1 < len(named) else None
    return published, source, title


def _without_rights(body: list[str]) -> list[str]:
    """The lines without the notice of copyright below them."""
    kept = list(body)
    while kept and (
        not kept[-1].strip() or _RIGHTS.fullmatch(kept[-1].strip()) or _COPYRIGHT.match(kept[-1].strip())
    ):
        kept.pop()
    return kept


def _language(runs: list[_Block], since: int) -> str | None:
    for run in runs:
        for at, line in run:
            if at >= since and (label := _TRAILER.match(line)) and label[1] == "LANGUAGE":
                return tidy(label[2])
    return None

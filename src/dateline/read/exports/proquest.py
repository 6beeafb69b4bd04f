"""ProQuest as text: records between rules of underscores, ``Full text:`` and labels below it.

The labels are those that public readers of such exports list.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from dateline.read.exports.cut import Cut, paragraphs, tidy

RULE = re.compile(r"_{40,}\s*")
_LABELS = (
    "Title|Author|Publication info|Abstract|Links|Full text|Full Text|Subject|Business indexing term|Location"
    "|Company / organization|People|Classification|Identifier / keyword|Narrow subject|Broad subject|Credit"
    "|Supplement|Publication title|Volume|Issue|First page|Pages|Number of pages|Publication year"
    "|Publication date|Year|Dateline|Column|Section|Publisher|Place of publication|Country of publication"
    "|Publication subject|ISSN|e-ISSN|Source type|Language of publication|Document type|Document feature"
    "|ProQuest document ID|Document URL|Copyright|Last updated|Last Updated|Database|DOI|Accession number"
)
LABEL = re.compile(rf"({_LABELS}):\s{{0,9}}(.*)")
_HEADING = re.compile(r"Document \d{1,6} of \d{1,6}")
_NO_TEXT = re.compile(r"(full\s?text\s)?(is\s)?(not available|unavailable)\b.{0,60}", re.IGNORECASE)
# Lines without a label that a label's value may run on for.
_RUNS_ON = 3


def cut_proquest(lines: Sequence[str], *, wrapped: bool) -> Iterator[Cut]:
    """The records of an export in order; what is no record, its first and last page, is passed over."""
    rules = [at for at, line in enumerate(lines) if RULE.fullmatch(line.strip())]
    for start, end in zip([-1, *rules], [*rules, len(lines)], strict=True):
        part = [(at, lines[at].strip("\ufeff\x0c \t\r")) for at in range(start + 1, end)]
        if sum(bool(LABEL.match(line)) for _, line in part) >= 2:
            yield _cut(part, wrapped)


def _cut(part: Sequence[tuple[int, str]], wrapped: bool) -> Cut:
    lines = [line for _, line in part]
    opened = next((i for i, line in enumerate(lines) if line.lower().startswith("full text:")), None)
    closed = _metadata_at(lines, opened if opened is not None else 0)
    fields = _fields([*lines[: opened or 0], *lines[closed:]])
    text: tuple[str, ...] = ()
    if opened is not None:
        text = paragraphs([lines[opened][len("full text:") :], *lines[opened + 1 : closed]], wrapped=wrapped)
    missing = not text or (len(text) == 1 and bool(_NO_TEXT.fullmatch(text[0])))
    first = next((at for at, line in part if line and not _HEADING.fullmatch(line)), part[0][0])
    return Cut(
        at=first,
        title=fields.get("Title") or _heading(lines),
        source=_paper(fields.get("Publication title")),
        published=fields.get("Publication date"),
        byline=fields.get("Author"),
        section=fields.get("Section"),
        id=fields.get("ProQuest document ID"),
        url=fields.get("Document URL"),
        language=fields.get("Language of publication"),
        paragraphs=() if missing else text,
        fault="the export holds no full text of it; export with full text" if missing else None,
    )


def _metadata_at(lines: Sequence[str], opened: int) -> int:
    """Where the labels below the text begin, found from below: a paragraph may begin like a label."""
    told = [i for i in range(opened + 1, len(lines)) if LABEL.match(lines[i])]
    anchors = [i for i in told if lines[i].startswith(("Publication title:", "ProQuest document ID:"))]
    if not anchors:
        return told[0] if told else len(lines)
    begin, plain = anchors[0], 0
    for i in range(anchors[0] - 1, opened, -1):
        if LABEL.match(lines[i]):
            begin, plain = i, 0
        elif lines[i]:
            plain += 1
            if plain > _RUNS_ON or not lines[i - 1]:  # a value that runs on has no blank line above it
                break
    return begin


def _fields(lines: Sequence[str]) -> dict[str, str]:
    found: dict[str, str] = {}
    label = ""
    for line in lines:
        if match := LABEL.match(line):
            label = match[1]
            found[label] = match[2]
        elif label and line:
            found[label] = f"{found[label]} {line}"
        else:
            label = ""
    return {label: words for label, value in found.items() if (words := tidy(value))}


def _heading(lines: Sequence[str]) -> str | None:
    first = next((line for line in lines if line and not _HEADING.fullmatch(line)), "")
    return None if LABEL.match(first) else tidy(first)


def _paper(words: str | None) -> str | None:
    # "The Times; London": the place of publication has a field of its own.
    return tidy(words.split(";", 1)[0]) if words else None

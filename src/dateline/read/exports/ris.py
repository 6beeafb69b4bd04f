"""RIS: references of Zotero, EndNote and many databases, whose articles are files attached to them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import IO, Any

from dateline.errors import InputError, UnreadableInput
from dateline.read.decoding import decode
from dateline.read.entry import Entry, Unread
from dateline.read.exports.attached import entry_with_attachment
from dateline.read.exports.cut import Cut, lines_of, tidy
from dateline.read.exports.entries import unread_cut
from dateline.read.limits import max_row_bytes, too_long
from dateline.records import Origin
from dateline.settings import Settings

MAX_FILE_BYTES = 100_000_000
_TAGGED = re.compile(r"[A-Z][A-Z0-9]  -(?: |\Z)")
_BEGIN = "TY  -"
_END = "ER  -"
# No character of a text: lines that go on stay with their tag, as rispy splits at this.
_BETWEEN = "\x1e"
_ATTACHMENTS = ("file_attachments1", "file_attachments2", "figure")  # L1, L2, L4
_LISTS = ["A1", "A2", "AU", "KW", "N1", "UR", "L1", "L2", "L4"]


def read_ris(stream: IO[bytes], origin: Origin, settings: Settings) -> Iterator[Entry]:
    """The articles of a file of references in order, one failure for each that has no text attached."""
    raw = stream.read(MAX_FILE_BYTES + 1)
    try:
        if len(raw) > MAX_FILE_BYTES:
            raise UnreadableInput(
                f"the file has more than {MAX_FILE_BYTES:,} bytes; export it in smaller parts"
            )
        text, _ = decode(raw)
    except InputError as error:
        yield Unread(origin=origin, reason=str(error))
        return
    empty = True
    for at, lines in _references(lines_of(text)):
        empty = False
        yield _entry(lines, replace(origin, line=at + 1), settings)
    if empty:
        yield Unread(origin=origin, reason="no reference in it: in RIS each begins with 'TY  - '")


def _references(lines: Sequence[str]) -> Iterator[tuple[int, list[str]]]:
    """Each reference with the line it begins on."""
    since: int | None = None
    for at, line in enumerate(lines):
        if line.startswith(_BEGIN):
            if since is not None:
                yield since, list(lines[since:at])
            since = at
        elif line.startswith(_END) and since is not None:
            yield since, list(lines[since : at + 1])
            since = None
    if since is not None:
        yield since, list(lines[since:])


def _entry(lines: list[str], origin: Origin, settings: Settings) -> Entry:
    size = sum(map(len, lines))
    if size > max_row_bytes(settings):
        return Unread(origin=origin, reason=str(too_long(f"the reference has {size:,} characters", settings)))
    while lines and not lines[-1].strip():
        lines.pop()
    whole = lines[-1].startswith(_END)
    reference = _parsed(lines if whole else [*lines, _END + " "])
    cut = _cut(reference)
    if not whole:
        return unread_cut(cut, origin, "the reference has no end (ER  -); is it cut off?")
    named = [part for name in _ATTACHMENTS for path in reference.get(name, ()) for part in path.split(";")]
    return entry_with_attachment(cut, named, origin, settings, text_from="ris attachment/1")


def _parsed(lines: Sequence[str]) -> Mapping[str, Any]:
    import rispy  # type: ignore[import-untyped]

    tagged: list[list[str]] = []
    for line in lines:
        if _TAGGED.match(line) or not tagged:
            tagged.append([line])
        else:
            tagged[-1].append(line)
    text = _BETWEEN.join("\n".join(run).replace(_BETWEEN, " ") for run in tagged)
    parsed = rispy.loads(text, newline=_BETWEEN, list_tags=_LISTS, skip_unknown_tags=True)
    return parsed[0] if parsed else {}


def _cut(reference: Mapping[str, Any]) -> Cut:
    def first(*names: str) -> str | None:
        values = (reference.get(name) for name in names)
        return next((words for value in values if (words := _words(value))), None)

    return Cut(
        title=first("title", "primary_title", "short_title"),
        source=first(
            "secondary_title", "journal_name", "alternate_title3", "alternate_title2", "name_of_database"
        ),
        published=_day(first("date", "publication_year", "year")),
        byline=first("authors", "first_authors"),
        section=first("section"),
        id=first("id", "accession_number"),
        url=_words((reference.get("urls") or [None])[0]),
        language=first("language"),
    )


def _words(value: Any) -> str | None:
    if isinstance(value, list):
        return tidy("; ".join(str(one) for one in value if one))
    return tidy(str(value)) if value else None


def _day(words: str | None) -> str | None:
    """``2023/03/03/`` and ``2023-03-03`` as they are; a year alone is no day."""
    if words is None or re.fullmatch(r"\d{4}/{0,3}|\d{4}/\d{1,2}/{0,2}", words):
        return None
    return (
        "-".join(part.zfill(2) for part in words.split("/")[:3])
        if re.match(r"\d{4}/\d{1,2}/\d{1,2}", words)
        else words
    )

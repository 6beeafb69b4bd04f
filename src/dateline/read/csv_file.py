"""CSV: a line of field names, then one article a row; cells may hold line ends."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import IO

from dateline.read.decoding import Line, lines
from dateline.read.entry import Entry, Unread
from dateline.read.exports.addresses import gdelt_table, without_texts
from dateline.read.exports.zotero import is_zotero, zotero_entry
from dateline.read.fields import NAMES, article_from_fields, plain_name
from dateline.read.json_lines import with_note
from dateline.read.limits import max_row_bytes, too_long
from dateline.records import Origin
from dateline.settings import Settings


class _RowTooLong(Exception):
    """More lines than one row may have were read without its end."""


class _BadLine(Exception):
    """A line that is no text."""


@dataclass(slots=True)
class _Rows:
    """Gives the csv module its lines and watches how long the row grows that it is reading."""

    source: Iterator[Line]
    max_bytes: int
    first_line: int = 1
    size: int = 0
    quotes: int = 0
    notes: set[str] = field(default_factory=set)

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = next(self.source)
        self.first_line = self.first_line if self.size else line.number
        self.size += line.size
        self.quotes += line.text.count('"') if line.text is not None else line.quotes
        if line.reason:
            raise _BadLine(line.reason)
        if line.text is None or self.size > self.max_bytes:
            raise _RowTooLong
        if line.note:
            self.notes.add(line.note)
        return line.text

    def begin_row(self) -> None:
        self.size = self.quotes = 0
        self.notes.clear()

    def pass_over_row(self) -> None:
        # Quotation marks pair up within a row that is written by the rules: where their number is
        # even at a line end, the row is over.
        for line in self.source if self.quotes % 2 else ():
            self.size += line.size
            self.quotes += line.text.count('"') if line.text is not None else line.quotes
            if self.quotes % 2 == 0:
                break


def read_csv(stream: IO[bytes], origin: Origin, settings: Settings) -> Iterator[Entry]:
    """The articles of a CSV file in order, one failure for each row that gives none.

    The separator is the comma, or the semicolon or tab where the first line has that and no comma
    between its names. A row's line is the one it begins on.
    """
    cap = max_row_bytes(settings)
    csv.field_size_limit(max(cap, csv.field_size_limit()))  # the module's own is less than an article
    source = lines(stream, cap)
    first = next(source, None)
    if first is None or first.text is None or not first.text.strip():
        reason = (first.reason or "the first line holds no field names") if first else "the file is empty"
        yield Unread(origin=origin, reason=reason)
        return
    dialect = _separator(first.text)
    try:
        names = next(csv.reader([first.text], delimiter=dialect))
    except csv.Error as error:
        cause = "; its lines end in carriage returns alone" if "\r" in first.text.rstrip("\r\n") else ""
        yield Unread(origin=replace(origin, line=1), reason=f"the first line is not CSV{cause} ({error})")
        return
    plain = {plain_name(name) for name in names}
    if table := gdelt_table(first.text):
        yield Unread(origin=origin, reason=table)
        return
    if not plain & set(NAMES["text"]) and not (is_zotero(names) or without_texts(plain)):
        found = ", ".join(names)
        reason = f"the first line names no field for the text (text, body, content); it has: {found:.200}"
        yield Unread(origin=replace(origin, line=1), reason=reason)
        return
    yield from _articles(_Rows(source, cap), names, dialect, origin, settings)


def _articles(
    rows: _Rows, names: list[str], separator: str, origin: Origin, settings: Settings
) -> Iterator[Entry]:
    reader = csv.reader(rows, delimiter=separator, strict=True)
    empty = True
    while True:
        rows.begin_row()
        try:
            cells = next(reader)
        except StopIteration:
            break
        except (_RowTooLong, _BadLine, csv.Error) as error:
            empty = False
            yield _unread_row(rows, error, origin, settings)
            continue
        if any(cell.strip() for cell in cells):
            empty = False
            yield _article(rows, names, cells, replace(origin, line=rows.first_line), settings)
    if empty:
        yield Unread(origin=origin, reason="the file has field names and no row")


def _article(rows: _Rows, names: list[str], cells: list[str], origin: Origin, settings: Settings) -> Entry:
    if len(cells) > len(names):
        reason = f"{len(cells)} cells under {len(names)} field names; is a text with commas unquoted?"
        return Unread(origin=origin, reason=reason)
    row = dict(zip(names, cells, strict=False))
    if is_zotero(names) and not any(plain_name(name) in NAMES["text"] for name in names):
        return zotero_entry(row, origin, settings)
    entry = article_from_fields(row, origin, settings)
    for note in sorted(rows.notes):
        entry = with_note(entry, note)
    return entry


def _unread_row(rows: _Rows, error: Exception, origin: Origin, settings: Settings) -> Unread:
    first_line = rows.first_line
    if isinstance(error, _RowTooLong):
        rows.pass_over_row()
        reason = str(too_long(f"the row has {rows.size:,} bytes", settings))
    elif isinstance(error, _BadLine):
        rows.pass_over_row()
        reason = str(error)
    else:
        cut = "; a quotation mark is not closed" if "unexpected end" in str(error) else ""
        reason = f"the row is not CSV: {error}{cut}"
    return Unread(origin=replace(origin, line=first_line), reason=reason)


def _separator(first_line: str) -> str:
    for separator in (",", ";", "\t"):
        if separator in first_line:
            return separator
    return ","

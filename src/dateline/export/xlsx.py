"""A workbook for Excel and its like: sheets of mentions, of articles, and of what they are; masked.

Choices that could have gone another way: docs/decisions/0073-maps-and-workbooks.md.
"""

from __future__ import annotations

import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Final

from dateline.export.flat import COLUMNS, Cell, Column, made_by_line, rows_of
from dateline.export.mask import masked_record
from dateline.export.sheet_cells import fitted, write_cell
from dateline.export.writing import Output
from dateline.records import Record

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

MOST_ROWS: Final = 1_048_576
"""Rows of one sheet, its header among them."""

ARTICLES: Final[tuple[Column, ...]] = (
    Column("article_id", "text", "Id of the article"),
    Column("title", "text", "Headline"),
    Column("source", "text", "The paper or site"),
    Column("url", "text", "Address"),
    Column("published", "day", "Day of publication"),
    Column("outcome", "text", "coded, left_out or failed"),
    Column("reason", "text", "Why it was left out or failed"),
    Column("relevance", "number", "Probability that the article reports a protest as its news"),
    Column("mentions", "whole", "Its rows in the sheet of mentions"),
    Column("out_of_scope", "whole", "Its mentions that the team's codebook leaves out of tables"),
    Column("file", "text", "File that it came from"),
    Column("line", "whole", "Line or row of that file, from 1"),
    Column("number", "whole", "Which article of that file, from 1, where it has no lines"),
)

_WIDE: Final = frozenset(("title", "reason", "statements", "sizes_all"))
_WIDTHS: Final = {"text": 18, "day": 11, "whole": 11, "number": 11, "truth": 9}
_MADE: Final = datetime(2000, 1, 1)  # noqa: DTZ001 - no clock: the same input gives the same bytes
_WHAT: Final = (
    "Protest events that Dateline read from news articles. One row of the sheet of mentions is one report "
    "of one event in one article; an event that several articles report has several rows."
)
_MASKED: Final = (
    "Names of private persons, and of all who were arrested, injured, killed or are under age, stand as "
    "[person 1]. The working files (.jsonl, .parquet) hold what the articles say."
)
_CUT: Final = (
    "A cell holds 32,767 characters. One that was cut ends in a note; a list of evidence that was cut ends "
    'in {"left_out": N}. The .csv and .jsonl outputs hold the whole.'
)


class XlsxWriter:
    """Writes rows to the disk as they come; ``xlsx_writer`` makes the workbook and finishes it."""

    def __init__(self, book: Workbook, output: Output) -> None:
        self._book, self._output = book, output
        self._formats = _Formats.of(book)
        self._mentions = _Table(book, self._formats, "mentions", COLUMNS)
        self._articles = _Table(book, self._formats, "articles", ARTICLES)
        self._counts: Counter[str] = Counter()
        self._made_by: dict[str, None] = {}

    def write(self, record: Record) -> None:
        """Add a record's mentions, and its article whatever became of it."""
        masked = masked_record(record)
        rows = list(rows_of(masked))
        with self._output.named():
            for cells in rows:
                self._mentions.add(cells.values())
            self._articles.add(_article_cells(masked, len(rows)))
        self._made_by[made_by_line(record.made_by)] = None
        self._counts.update(
            {record.outcome: 1, "mentions": len(rows), "out_of_scope": len(record.mentions) - len(rows)}
        )

    def finish(self) -> None:
        """Add what the sheets are, and close the workbook."""
        from xlsxwriter.exceptions import FileCreateError

        with self._output.named():
            for table in (self._mentions, self._articles):
                table.end_sheet()
            self._about()
            try:
                self._book.close()
            except FileCreateError as error:
                raise error.args[0] from None  # the OSError that it was made of

    def _about(self) -> None:
        sheet = self._book.add_worksheet("about")
        sheet.set_column(0, 0, 24)
        sheet.set_column(1, 1, 110, self._formats.wrapped)
        for row, (name, cell) in enumerate(self._facts()):
            sheet.write_string(row, 0, name, self._formats.head if cell is None else None)
            write_cell(sheet, row, 1, cell, self._formats.day)

    def _facts(self) -> Iterator[tuple[str, Cell]]:
        counts = self._counts
        yield "What this is", _WHAT
        yield from (("Made by", line) for line in self._made_by)
        yield "Articles", sum(counts[outcome] for outcome in ("coded", "left_out", "failed"))
        yield from ((f"  {outcome}", counts[outcome]) for outcome in ("coded", "left_out", "failed"))
        yield "Mentions", counts["mentions"]
        yield "  left out by codebook", counts["out_of_scope"]
        yield "Names", _MASKED
        yield "Cells that were cut", self._mentions.cut + self._articles.cut
        yield "  what that means", _CUT
        for name, columns in (("mentions", COLUMNS), ("articles", ARTICLES)):
            yield f"Columns of {name}", None
            yield from ((column.name, column.meaning) for column in columns)


@dataclass(frozen=True, slots=True)
class _Formats:
    head: Format
    day: Format
    wrapped: Format

    @classmethod
    def of(cls, book: Workbook) -> _Formats:
        return cls(
            head=book.add_format({"bold": True, "bottom": 1}),
            day=book.add_format({"num_format": "yyyy-mm-dd", "align": "left"}),
            wrapped=book.add_format({"text_wrap": True, "valign": "top", "align": "left"}),
        )


@dataclass(slots=True)
class _Table:
    """One table over as many sheets as its rows need: ``mentions``, ``mentions 2``, and so on."""

    book: Workbook
    formats: _Formats
    name: str
    columns: tuple[Column, ...]
    cut: int = 0
    _sheets: int = 0
    _row: int = 0
    _sheet: Worksheet = field(init=False)

    def __post_init__(self) -> None:
        self._new_sheet()

    def add(self, cells: Iterable[Cell]) -> None:
        if self._row == MOST_ROWS:
            self.end_sheet()
            self._new_sheet()
        for i, (column, cell) in enumerate(zip(self.columns, cells, strict=True)):
            fit = fitted(cell, is_json=column.name == "evidence")
            self.cut += fit is not cell
            write_cell(self._sheet, self._row, i, fit, self.formats.day)
        self._row += 1

    def end_sheet(self) -> None:
        self._sheet.autofilter(0, 0, self._row - 1, len(self.columns) - 1)

    def _new_sheet(self) -> None:
        self._sheets += 1
        name = self.name if self._sheets == 1 else f"{self.name} {self._sheets}"
        self._sheet = self.book.add_worksheet(name)
        for i, column in enumerate(self.columns):
            self._sheet.set_column(i, i, 40 if column.name in _WIDE else _width(column))
            self._sheet.write_string(0, i, column.name, self.formats.head)
        self._sheet.freeze_panes(1, 0)
        self._row = 1


def _width(column: Column) -> int:
    """Room for the cells, and for the name with the arrow of the filter."""
    return max(_WIDTHS[column.kind], len(column.name) + 4)


def _article_cells(record: Record, mentions: int) -> tuple[Cell, ...]:
    article, origin = record.article, record.input
    return (
        article.id,
        article.title,
        article.source,
        article.url,
        article.published,
        record.outcome,
        record.reason,
        record.relevance,
        mentions,
        len(record.mentions) - mentions,
        origin.file,
        origin.line,
        origin.number,
    )


@contextmanager
def xlsx_writer(output: Output) -> Iterator[XlsxWriter]:
    """A writer whose file is whole once the block ends without an error.

    Until then rows lie in a hidden folder beside the file, which goes whatever happens.
    """
    from xlsxwriter import Workbook

    with output.named():
        folder = tempfile.TemporaryDirectory(
            prefix=".dateline-", dir=output.folder, ignore_cleanup_errors=True
        )
    with folder as rows:
        options = {"constant_memory": True, "tmpdir": rows, "use_zip64": True}
        sink = output.binary()
        book = Workbook(sink, options)
        book.set_properties({"created": _MADE, "comments": _WHAT})
        try:
            writer = XlsxWriter(book, output)
            yield writer
            writer.finish()
        except BaseException:
            sink.abandon()  # a zip that was begun writes its end when it is collected
            raise
        finally:
            _close_files(book)


def _close_files(book: Workbook) -> None:
    # Windows removes no file that is open.
    for sheet in book.worksheets():
        with suppress(OSError):
            sheet.row_data_fh.close()

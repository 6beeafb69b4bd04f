"""The flat table as comma-separated values: masked, ready for a spreadsheet, every cell a string."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from datetime import date

from dateline.export.flat import HEADER, Cell, evidence_of, made_by_line, main_size, masked_rows
from dateline.export.writing import Output
from dateline.records import Record

__all__ = ["HEADER", "CsvWriter", "evidence_of", "made_by_line", "main_size", "rows"]

_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


class CsvWriter:
    """Writes the flat table: the header at once, then a row for each mention of each record."""

    def __init__(self, output: Output) -> None:
        self._table = csv.writer(output, lineterminator="\n")
        self._table.writerow(HEADER)

    def write(self, record: Record) -> None:
        """Add a record's rows; an article without mentions has none."""
        self._table.writerows(rows(record))


def rows(record: Record) -> Iterator[list[str]]:
    """One row of cells for each mention, in the order of ``HEADER``; none for an article without mentions.

    A mention that the codebook leaves out has none either.
    """
    for cells in masked_rows(record):
        yield [_written(cell) for cell in cells.values()]


def _written(cell: Cell) -> str:
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, int | float):
        return str(int(cell)) if isinstance(cell, float) and cell.is_integer() else str(cell)
    # A spreadsheet runs a cell that begins so as a formula. A number of ours is none: see the record.
    return f"'{cell}" if cell.startswith(_FORMULA_STARTS) else cell

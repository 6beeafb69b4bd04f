"""Which kind of file an output is, and the writer for it."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Literal, Protocol

from dateline.errors import UsageError
from dateline.export.jsonl import JsonlWriter
from dateline.export.writing import STDOUT, Output, open_output
from dateline.records import Record

OutputKind = Literal["jsonl", "csv"]


class Writer(Protocol):
    """Takes records one by one."""

    def write(self, record: Record) -> None:
        """Add a record."""


class CsvWriter:
    """Writes the flat table: the header at once, then a row for each mention of each record."""

    def __init__(self, output: Output) -> None:
        from dateline.export.csv import HEADER, rows

        self._rows = rows
        self._table = csv.writer(output, lineterminator="\n")
        self._table.writerow(HEADER)

    def write(self, record: Record) -> None:
        """Add a record's rows; an article without mentions has none."""
        self._table.writerows(self._rows(record))


def output_kind(name: str, kind: OutputKind | None = None) -> OutputKind:
    """The kind that was asked for, else what the name's ending says; standard output is JSON lines.

    Raises:
        UsageError: The ending is not known.
    """
    if kind:
        return kind
    ending = Path(name).suffix.lower().removeprefix(".")
    if name == STDOUT or ending in ("jsonl", "ndjson"):
        return "jsonl"
    if ending == "csv":
        return "csv"
    raise UsageError(f"{name}: the name of an output ends in .jsonl or .csv, or --to says its kind")


@contextmanager
def open_writers(
    names: list[str], *, kind: OutputKind | None = None, force: bool = False
) -> Iterator[list[Writer]]:
    """A writer for each output; all the files appear once the block ends without an error.

    Raises:
        UsageError: A kind is not known.
        OutputExists, UnwritableOutput: As ``open_output``.
    """
    kinds = [output_kind(name, kind) for name in names]
    with ExitStack() as stack:
        outputs = [stack.enter_context(open_output(name, force=force)) for name in names]
        yield [
            CsvWriter(output) if k == "csv" else JsonlWriter(output)
            for output, k in zip(outputs, kinds, strict=True)
        ]

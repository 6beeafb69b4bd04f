"""JSON lines: the working file, one record a line, nothing masked."""

from __future__ import annotations

from dateline.export.writing import Output
from dateline.records import Record


class JsonlWriter:
    """Writes records to an open output."""

    def __init__(self, output: Output) -> None:
        self._output = output

    def write(self, record: Record) -> None:
        """Add one line."""
        self._output.write(record.to_json() + "\n")

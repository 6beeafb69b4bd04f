"""Parquet: one row a mention, typed, nothing masked; a working file.

First the columns of the flat table, then what a table cannot hold: the whole mention with its
evidence, the statements about it, its article and the rest of its record. Why this shape:
docs/decisions/0072-parquet.md.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any, Final

from dateline.export.arrow import arrow_type, arrow_value, struct_of
from dateline.export.flat import COLUMNS, cells_of
from dateline.export.writing import ByteOutput, Output
from dateline.records import SCHEMA, Article, MadeBy, Mention, Record, Statement
from dateline.records.codec import encode

if TYPE_CHECKING:
    import pyarrow as pa

NOT_REPEATED: Final = frozenset(("article", "mentions", "statements", "places", "dates", "names"))
"""Fields of a record that its column ``record`` leaves out: they have a column, or are of the article as
a whole and stand in the JSON Lines file."""

_BATCH_ROWS: Final = 500
_BATCH_CHARACTERS: Final = 16_000_000
"""A column of one batch holds less than 2 GiB of text, which is Arrow's limit."""
_GROUP_BYTES: Final = 64 * 2**20
_GROUP_ROWS: Final = 50_000


def schema() -> pa.Schema:
    """The schema of every file: the same whatever the data, so that files of several runs can be joined."""
    import pyarrow as pa

    kinds = {
        "text": pa.string(),
        "day": pa.date32(),
        "whole": pa.int64(),
        "number": pa.float64(),
        "truth": pa.bool_(),
    }
    nested = {
        "mention": arrow_type(Mention),
        "mention_statements": pa.list_(arrow_type(Statement)),
        "article": arrow_type(Article),
        "record": struct_of(Record, without=NOT_REPEATED),
    }
    return pa.schema([*((column.name, kinds[column.kind]) for column in COLUMNS), *nested.items()])


def row_of(record: Record, mention: Mention) -> dict[str, Any]:
    """The row of one mention, as plain values for ``schema``."""
    said = [statement for statement in record.statements if statement.mention == mention.id]
    return {
        **cells_of(record, mention),
        "mention": arrow_value(mention),
        "mention_statements": [arrow_value(statement) for statement in said],
        "article": arrow_value(record.article),
        "record": arrow_value(record, without=NOT_REPEATED),
    }


class ParquetWriter:
    """Gathers rows into row groups of about 64 MiB, so that a long run never lies in memory.

    ``parquet_writer`` opens and finishes the file.
    """

    def __init__(self, sink: ByteOutput) -> None:
        from pyarrow import parquet

        self._schema = schema()
        self._sink = sink
        self._file = parquet.ParquetWriter(sink, self._schema, compression="zstd")
        self._rows: list[dict[str, Any]] = []
        self._characters = 0
        self._batches: list[pa.RecordBatch] = []
        self._made_by: list[MadeBy] = []

    def write(self, record: Record) -> None:
        """Add a row for each mention of the record."""
        if record.made_by not in self._made_by:
            self._made_by.append(record.made_by)
        for mention in record.mentions:
            self._rows.append(row_of(record, mention))
            self._characters += len(record.article.text or "")
            if len(self._rows) >= _BATCH_ROWS or self._characters >= _BATCH_CHARACTERS:
                self._end_batch()

    def finish(self) -> None:
        """Write what is left and the end of the file."""
        self._end_batch()
        self._end_group()
        made_by = [encode(one) for one in self._made_by]
        facts = {
            "dateline.schema": str(SCHEMA),
            "dateline.made_by": json.dumps(made_by[0] if len(made_by) == 1 else made_by, ensure_ascii=False),
        }
        self._file.add_key_value_metadata(facts)
        self._file.close()

    def abandon(self) -> None:
        """End a file that nobody will see: the library would try to, later, when its stream is closed."""
        import pyarrow as pa

        self._sink.abandon()
        with suppress(OSError, pa.ArrowException):
            self._file.close()

    def _end_batch(self) -> None:
        import pyarrow as pa

        if not self._rows:
            return
        self._batches.append(pa.RecordBatch.from_pylist(self._rows, schema=self._schema))
        self._rows, self._characters = [], 0
        rows = sum(batch.num_rows for batch in self._batches)
        if rows >= _GROUP_ROWS or sum(batch.nbytes for batch in self._batches) >= _GROUP_BYTES:
            self._end_group()

    def _end_group(self) -> None:
        import pyarrow as pa

        if self._batches:
            table = pa.Table.from_batches(self._batches, schema=self._schema)
            self._file.write_table(table, row_group_size=table.num_rows)
            self._batches = []


@contextmanager
def parquet_writer(output: Output) -> Iterator[ParquetWriter]:
    """A writer whose file is whole once the block ends without an error."""
    writer = ParquetWriter(output.binary())
    try:
        yield writer
        writer.finish()
    except BaseException:
        writer.abandon()
        raise

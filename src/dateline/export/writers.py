"""Which kind of file an output is, and the writer for it."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager, nullcontext
from importlib.util import find_spec
from pathlib import Path
from typing import Final, Literal, Protocol, get_args

from dateline.errors import UsageError
from dateline.export.jsonl import JsonlWriter
from dateline.export.writing import STDOUT, Output, open_output
from dateline.records import Record

OutputKind = Literal["jsonl", "csv", "parquet", "geojson", "xlsx"]

KINDS: Final[tuple[OutputKind, ...]] = get_args(OutputKind)
_ENDINGS: Final[dict[str, OutputKind]] = {**{kind: kind for kind in KINDS}, "ndjson": "jsonl"}
_BYTES: Final = frozenset(("parquet", "xlsx"))
_EXTRAS: Final[dict[OutputKind, tuple[str, str]]] = {
    "parquet": ("pyarrow", "parquet"),
    "xlsx": ("xlsxwriter", "excel"),
}
"""Package that a kind needs, and the extra that installs it."""


class Writer(Protocol):
    """Takes records one by one."""

    def write(self, record: Record) -> None:
        """Add a record."""


def output_kind(name: str, kind: OutputKind | None = None) -> OutputKind:
    """The kind that was asked for, else what the name's ending says; standard output is JSON lines.

    Raises:
        UsageError: The ending is not known, or the package for the kind is not installed.
    """
    if kind is None:
        kind = "jsonl" if name == STDOUT else _ENDINGS.get(Path(name).suffix.lower().removeprefix("."))
    if kind is None:
        endings = ", ".join(f".{known}" for known in KINDS)
        raise UsageError(f"{name}: the name of an output ends in one of {endings}, or --to says its kind")
    if kind in _EXTRAS:
        package, extra = _EXTRAS[kind]
        if find_spec(package) is None:
            raise UsageError(
                f"{name}: writing {kind} needs the package {package}; pip install 'dateline[{extra}]'"
            )
    return kind


@contextmanager
def open_writers(
    names: list[str], *, kind: OutputKind | None = None, force: bool = False
) -> Iterator[list[Writer]]:
    """A writer for each output; all the files appear once the block ends without an error.

    Raises:
        UsageError: A kind is not known, the package for it is not installed, or it is not for a terminal.
        OutputExists, UnwritableOutput: As ``open_output``.
    """
    kinds = [output_kind(name, kind) for name in names]
    if STDOUT in names and kinds[names.index(STDOUT)] in _BYTES and sys.stdout.isatty():
        raise UsageError(
            "a terminal cannot show this kind of file; send standard output to a file or a program"
        )
    with ExitStack() as stack:
        # The writers end first, so that all of every file is written before the first takes its name.
        outputs = [stack.enter_context(open_output(name, force=force)) for name in names]
        yield [stack.enter_context(_writer(k, output)) for output, k in zip(outputs, kinds, strict=True)]


def _writer(kind: OutputKind, output: Output) -> AbstractContextManager[Writer]:
    if kind == "csv":
        from dateline.export.csv import CsvWriter

        return nullcontext(CsvWriter(output))
    if kind == "geojson":
        from dateline.export.geojson import geojson_writer

        return geojson_writer(output)
    if kind == "parquet":
        from dateline.export.parquet import parquet_writer

        return parquet_writer(output)
    if kind == "xlsx":
        from dateline.export.xlsx import xlsx_writer

        return xlsx_writer(output)
    return nullcontext(JsonlWriter(output))

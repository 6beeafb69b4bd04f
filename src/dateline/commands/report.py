"""``dateline report``: what a run covers, on one page of counts, from the records it wrote."""

from __future__ import annotations

import gzip
import json
import sys
import zlib
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, Final, cast

from dateline.errors import BrokenContract, UnreadableInput, UsageError
from dateline.export.writing import STDOUT, check_output, open_output
from dateline.read.decoding import Line, lines
from dateline.records import Record
from dateline.records.codec import decode
from dateline.records.legible import legible
from dateline.records.record import SCHEMA
from dateline.show.coverage import Coverage
from dateline.show.coverage_html import coverage_csv, coverage_html

_MAX_LINE_BYTES: Final = 512 * 1024 * 1024
_GZIP: Final = b"\x1f\x8b"
# What is not counted is not read: a page of counts needs no article's words.
_UNCOUNTED: Final = frozenset({"statements", "places", "dates", "names"})
_UNCOUNTED_OF_MENTIONS: Final = frozenset(
    "organizers participants targets wave issues police violence arrested injured killed damage "
    "relations".split()
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportArguments:
    """What the user asked for.

    Attributes:
        inputs: Files that ``dateline code`` wrote (.jsonl, .jsonl.gz), or ``-`` for standard input.
        html: File of the page, ``-`` for standard output.
        counts: CSV file of every count on the page; None for none.
        title: Title of the page.
        force: Replace outputs that are there.
    """

    inputs: tuple[str, ...]
    html: str
    counts: str | None = None
    title: str = "Coverage of protest reports"
    force: bool = False


def report(arguments: ReportArguments, *, stdin: IO[bytes] | None = None) -> Coverage:
    """Count the records and write the page; records are read one at a time, none is kept.

    Raises:
        UnreadableInput: A file is missing, cannot be read, or holds lines but not one record.
        UsageError: Both outputs are standard output, or one file, or an output is an input.
        OutputError: An output cannot be written.
    """
    _check(arguments)
    coverage = Coverage()
    for name in arguments.inputs:
        before = coverage.articles
        with ExitStack() as stack:
            stream = _opened(name, stdin, stack)
            _count(name, stream, coverage)
        coverage.files.append((_plain_name(name), coverage.articles - before))
    with open_output(arguments.html, force=arguments.force) as output:
        output.write(coverage_html(coverage, title=arguments.title))
    if arguments.counts is not None:
        with open_output(arguments.counts, force=arguments.force) as output:
            output.write(coverage_csv(coverage))
    return coverage


def summary(coverage: Coverage) -> Iterator[str]:
    """What was counted, in lines for the terminal."""
    plural = "" if coverage.articles == 1 else "s"
    outcomes = ", ".join(
        f"{coverage.outcomes[key]:,} {words}"
        for key, words in (("coded", "coded"), ("left_out", "left out"), ("failed", "failed"))
    )
    yield f"{coverage.articles:,} article{plural}: {outcomes}; {coverage.mentions:,} reports of events"
    for line in coverage.unread_named:
        yield legible(f"  not counted {line}", keep="")
    if (more := coverage.unread.total() - len(coverage.unread_named)) > 0:
        yield f"  not counted {more:,} lines more"
    if len(coverage.made_by) > 1:
        yield f"  note: the records come from {len(coverage.made_by):,} different versions or settings"


def _check(arguments: ReportArguments) -> None:
    outputs = [arguments.html] + ([arguments.counts] if arguments.counts is not None else [])
    files = [check_output(name, force=arguments.force) for name in outputs if name != STDOUT]
    if len(outputs) - len(files) > 1 or len(set(files)) < len(files):
        raise UsageError("--html and --counts go to the same place; give each a file of its own")
    inputs = {Path(name).resolve() for name in arguments.inputs if name != STDOUT}
    if both := inputs.intersection(files):
        raise UsageError(f"{both.pop()} is an input and an output; write to another file")


def _opened(name: str, stdin: IO[bytes] | None, stack: ExitStack) -> IO[bytes]:
    if name == STDOUT:
        return stdin or sys.stdin.buffer
    path = Path(name)
    if path.is_dir():
        raise UnreadableInput(f"{name} is a folder; give the .jsonl files that dateline code wrote")
    try:
        file = stack.enter_context(path.open("rb"))
        packed = file.peek(2)[:2] == _GZIP
    except FileNotFoundError:
        raise UnreadableInput(f"there is no file {name}") from None
    except OSError as error:
        raise UnreadableInput(f"{name} cannot be read: {error.strerror or error}") from None
    return cast("IO[bytes]", stack.enter_context(gzip.GzipFile(fileobj=file))) if packed else file


def _count(name: str, stream: IO[bytes], coverage: Coverage) -> None:
    """Count the records of one file; what is none is named and counted beside them.

    Raises:
        UnreadableInput: It holds lines, and none of them is a record.
    """
    counted, first = 0, None
    for line, record in _records(stream):
        if isinstance(record, Record):
            coverage.add(record)
            counted += 1
            continue
        first = first or f"line {line}: {record}"
        coverage.add_unread(f"{_plain_name(name)}, line {line}", record)
    if not counted and first is not None:
        raise UnreadableInput(
            f"{name} holds no record of Dateline ({first}); give a .jsonl file that dateline code wrote"
        )


def _records(stream: IO[bytes]) -> Iterator[tuple[int, Record | str]]:
    number = 0
    try:
        for line in lines(stream, _MAX_LINE_BYTES):
            number = line.number
            if line.text is None or line.text.strip():
                yield number, _record(line)
    except (EOFError, zlib.error, OSError) as error:
        yield number + 1, f"the file cannot be read further ({_why(error)})"


def _why(error: Exception) -> str:
    return "its packing is cut off or damaged" if not getattr(error, "strerror", None) else str(error)


def _record(line: Line) -> Record | str:
    if line.text is None:
        return line.reason or f"the line has {line.size:,} bytes, more than any record"
    try:
        data = json.loads(line.text)
    except (ValueError, RecursionError):
        return "not JSON (is the file cut off, or another kind of file?)"
    if not isinstance(data, dict) or "schema" not in data:
        return "no record of Dateline"
    if data["schema"] != SCHEMA:
        return f"schema {str(data['schema'])[:20]}; this version reads schema {SCHEMA}"
    try:
        return decode(Record, _slim(data))
    except (BrokenContract, RecursionError, TypeError) as error:
        return f"no record of this version: {_field(str(error))}"


def _slim(data: dict[str, Any]) -> dict[str, Any]:
    """A record without what is not counted, most of it; what has another form is left for decoding."""
    slim = {key: value for key, value in data.items() if key not in _UNCOUNTED}
    if isinstance(mentions := slim.get("mentions"), list):
        slim["mentions"] = [
            {key: value for key, value in mention.items() if key not in _UNCOUNTED_OF_MENTIONS}
            if isinstance(mention, dict)
            else mention
            for mention in mentions
        ]
    return slim


def _field(fault: str) -> str:
    # What stands before the colon is the field; what was found in it may be an article's words.
    return fault.partition(":")[0][:120]


def _plain_name(name: str) -> str:
    return "standard input" if name == STDOUT else Path(name).name

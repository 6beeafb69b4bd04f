"""``dateline code``: articles in, records out."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from dateline.commands.flow import CoderFactory, CodeWith, Flow
from dateline.commands.summary import Summary
from dateline.errors import UsageError
from dateline.export.writers import OutputKind, open_writers
from dateline.export.writing import STDOUT
from dateline.read import Kind, read_inputs
from dateline.records import MadeBy, Record
from dateline.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Callable


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeArguments:
    """What the user asked for.

    Attributes:
        inputs: Files, folders, ``-`` for standard input.
        outputs: Files ending in .jsonl or .csv, ``-`` for standard output.
        workers: Processes; None for one a core.
        settings: How to read and code.
        quiet: No progress and no summary; errors are still told.
        force: Replace outputs that are there.
        kind: What named inputs and standard input are, whatever their names.
        to: What the outputs are, whatever their names.
    """

    inputs: tuple[str, ...]
    outputs: tuple[str, ...]
    workers: int | None = None
    settings: Settings = field(default_factory=Settings)
    quiet: bool = False
    force: bool = False
    kind: Kind | None = None
    to: OutputKind | None = None


def code(arguments: CodeArguments, *, made_by: MadeBy, coder_factory: CoderFactory | None = None) -> Summary:
    """Code the inputs and write the outputs, which appear when all is done.

    Raises:
        UsageError: The arguments do not go together.
        OutputError: An output cannot be written.
        ModelError, GazetteerError: There is nothing to code with.
    """
    leave_out = _check(arguments)
    flow = Flow(
        coder_factory=coder_factory or CodeWith(arguments.settings),
        made_by=made_by,
        settings=arguments.settings,
        workers=arguments.workers or usable_cores(),
    )
    entries = read_inputs(
        arguments.inputs,
        arguments.settings,
        kind=arguments.kind,
        stdin=getattr(sys.stdin, "buffer", None),
        leave_out=leave_out,
    )
    summary = Summary()
    with (
        open_writers(list(arguments.outputs), kind=arguments.to, force=arguments.force) as writers,
        _progress(show=not arguments.quiet and sys.stderr.isatty()) as advance,
        closing(flow.records(entries)) as told,
    ):
        for item in told:
            summary.add(item)
            if isinstance(item, Record):
                for writer in writers:
                    writer.write(item)
                advance()
    return summary


def usable_cores() -> int:
    """Cores that this process may use."""
    affinity = getattr(os, "sched_getaffinity", None)  # not on Windows and macOS
    return len(affinity(0)) if affinity else os.cpu_count() or 1


def _check(arguments: CodeArguments) -> set[Path]:
    """The outputs' paths, once they are known to be no inputs."""
    if not arguments.inputs:
        raise UsageError("no input: name files or folders, or - for standard input")
    if not arguments.outputs:
        raise UsageError("no output: name a .jsonl or .csv file, or - for standard output")
    if arguments.inputs.count(STDOUT) > 1:
        raise UsageError("standard input (-) can be read once only")
    outputs = [_resolved(name) for name in arguments.outputs]
    if len(set(outputs)) < len(outputs):
        raise UsageError("two outputs have the same name")
    read = {_resolved(name) for name in arguments.inputs if name != STDOUT}
    if both := read.intersection(path for path in outputs if path.name != STDOUT):
        raise UsageError(f"{both.pop()} is an input; writing there would replace it")
    return set(outputs)


def _resolved(name: str) -> Path:
    return Path(name) if name == STDOUT else Path(os.path.realpath(name))


@contextmanager
def _progress(*, show: bool) -> Iterator[Callable[[], None]]:
    """A count on the terminal while the block runs; gives the function that adds one."""
    if not show:
        yield lambda: None
        return
    from rich.console import Console
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    columns = (SpinnerColumn(), TextColumn("{task.completed:,} articles"), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("coding", total=None)
        yield lambda: progress.advance(task)

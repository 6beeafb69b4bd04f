"""``dateline code``: articles in, records out."""

from __future__ import annotations

import os
import sys
from collections.abc import Generator, Iterable, Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from dateline.commands.flow import CoderFactory, CodeWith, Flow, Settled, Stage
from dateline.commands.inputs import expanded
from dateline.commands.log import RunLog, log_to
from dateline.commands.sample import Draw, Sampler
from dateline.commands.summary import Summary
from dateline.engine.pool import usable_cores
from dateline.errors import UsageError
from dateline.export.writers import OutputKind, open_writers
from dateline.export.writing import STDOUT
from dateline.read import Kind, read_inputs
from dateline.records import MadeBy, Record
from dateline.settings import Settings
from dateline.store.names import is_server, is_store

if TYPE_CHECKING:
    from collections.abc import Callable

    from dateline.commands.project import ProjectOutput


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeArguments:
    """What the user asked for.

    Attributes:
        inputs: Files, folders, patterns of them, ``-`` for standard input.
        outputs: Files whose endings say their kinds, ``-`` for standard output; or a project.
        workers: Processes; None for one a core.
        settings: How to read and code.
        quiet: No progress and no summary; errors are still told.
        force: Replace outputs that are there.
        kind: What named inputs and standard input are, whatever their names.
        to: What the outputs are, whatever their names.
        draw: Which articles to draw at random; None for all.
        log_file: File that what happens is logged to; None for none.
    """

    inputs: tuple[str, ...]
    outputs: tuple[str, ...]
    workers: int | None = None
    settings: Settings = field(default_factory=Settings)
    quiet: bool = False
    force: bool = False
    kind: Kind | None = None
    to: OutputKind | None = None
    draw: Draw | None = None
    log_file: str | None = None


def code(arguments: CodeArguments, *, made_by: MadeBy, coder_factory: CoderFactory | None = None) -> Summary:
    """Code the inputs and write the outputs, which appear when all is done.

    Raises:
        UsageError: The arguments do not go together.
        OutputError: An output cannot be written.
        ModelError, GazetteerError: There is nothing to code with.
    """
    arguments = replace(arguments, inputs=tuple(expanded(arguments.inputs)))
    leave_out = _check(arguments)
    run = _Run(arguments, made_by, coder_factory or CodeWith(arguments.settings), leave_out)
    with log_to(arguments.log_file) as log_file:
        run.logged()
    if log_file is not None and log_file.fault:
        run.summary.remarks.append(f"the log {arguments.log_file} is not complete: {log_file.fault}")
    return run.summary


@dataclass(slots=True)
class _Run:
    """One run and what it has come to so far."""

    arguments: CodeArguments
    made_by: MadeBy
    coder_factory: CoderFactory
    leave_out: set[Path]
    summary: Summary = field(default_factory=Summary)
    log: RunLog = field(default_factory=RunLog)

    def logged(self) -> None:
        """Run, with a word to the log at the start and the end, whatever the end is."""
        given = self.arguments
        facts = {"inputs": " ".join(given.inputs), "outputs": " ".join(given.outputs), "draw": given.draw}
        self.log.started(self.made_by, given.settings, workers=self._workers(), **facts)
        try:
            self._to_the_end()
        except BaseException as error:
            self.log.broke_off(self.summary, error)
            raise
        self.log.ended(self.summary)

    def _to_the_end(self) -> None:
        given, sampler = self.arguments, self._sampler()
        project = self._project()
        stages: list[Stage] = [sampler] if sampler else []
        stages += [project.pass_over] if project else []
        flow = Flow(self.coder_factory, self.made_by, given.settings, self._workers(), _in_turn(stages))
        if project is not None:
            flow.known_text = project.adder.text_sha256
        entries = read_inputs(
            given.inputs,
            given.settings,
            kind=given.kind,
            stdin=getattr(sys.stdin, "buffer", None),
            leave_out=self.leave_out,
        )
        with (
            open_writers(_files(given.outputs), kind=given.to, force=given.force) as writers,
            _progress(show=not given.quiet and sys.stderr.isatty()) as advance,
            closing(flow.records(entries)) as told,
        ):
            for each in told:
                item = project.add(each) if project and isinstance(each, Record) else each
                self.summary.add(item)
                self.log.add(item, self.summary)
                if isinstance(item, Record):
                    for writer in writers:
                        writer.write(item)
                    advance()
        self.summary.remarks += [part.words() for part in (sampler, project) if part is not None]

    def _project(self) -> ProjectOutput | None:
        name = next((name for name in self.arguments.outputs if is_store(name)), None)
        if name is None:
            return None
        from dateline.commands.project import ProjectOutput

        return ProjectOutput.open(name, self.made_by)

    def _workers(self) -> int:
        return self.arguments.workers or usable_cores()

    def _sampler(self) -> Sampler | None:
        given = self.arguments
        if given.draw is None:
            return None
        return Sampler(given.draw, given.settings, self.made_by, _folder_of_first(given.outputs))


def _in_turn(stages: list[Stage]) -> Stage | None:
    """Stages one after the other as one; None for none."""
    if not stages:
        return None

    def through(settled: Iterable[Settled]) -> Generator[Settled]:
        with ExitStack() as open_stages:
            for stage in stages:
                settled = open_stages.enter_context(closing(stage(settled)))
            yield from settled

    return through


def _files(outputs: tuple[str, ...]) -> list[str]:
    return [name for name in outputs if not is_store(name)]


def _check(arguments: CodeArguments) -> set[Path]:
    """The outputs' paths, once they are known to be no inputs."""
    if not arguments.inputs:
        raise UsageError("no input: name files or folders, or - for standard input")
    if not arguments.outputs:
        raise UsageError(
            "no output: name a .jsonl, .csv, .parquet, .geojson or .xlsx file, a project (.db), "
            "or - (standard output)"
        )
    if len(arguments.outputs) - len(_files(arguments.outputs)) > 1:
        raise UsageError("one run goes into one project; run it again for the other")
    if arguments.inputs.count(STDOUT) > 1:
        raise UsageError("standard input (-) can be read once only")
    if arguments.log_file == STDOUT:
        raise UsageError("--log-file - would mix the log with records; name a file")
    named = (name for name in arguments.outputs if not is_server(name))
    written = (*named, *([arguments.log_file] if arguments.log_file else []))
    outputs = [_resolved(name) for name in written]
    if len(set(outputs)) < len(outputs):
        raise UsageError("two outputs have the same name, or an output and the log")
    read = {_resolved(name) for name in arguments.inputs if name != STDOUT}
    if both := read.intersection(path for path in outputs if path.name != STDOUT):
        raise UsageError(f"{both.pop()} is an input; writing there would replace it")
    beside = (Path(f"{path}{end}") for path in outputs if is_store(str(path)) for end in ("-wal", "-shm"))
    return {*outputs, *beside}


def _folder_of_first(outputs: tuple[str, ...]) -> str | None:
    """The folder of the first output that is a file: where the user lets articles lie."""
    paths = (_resolved(name) for name in outputs if name != STDOUT)
    return next((str(path.parent) for path in paths if path.is_file() or not path.exists()), None)


def _resolved(name: str) -> Path:
    return Path(name) if name == STDOUT else _as_on_disk(Path(os.path.realpath(name)))


def _as_on_disk(path: Path) -> Path:
    """The name that a file bears: most disks of macOS and Windows find it by others in capitals too."""
    try:
        names = os.listdir(path.parent)
        if path.name in names or not path.exists():
            return path
        return next((other for other in map(path.with_name, names) if _is_same(other, path)), path)
    except OSError:
        return path  # what is wrong with it is told when it is read or written


def _is_same(one: Path, other: Path) -> bool:
    return one.name.casefold() == other.name.casefold() and one.samefile(other)


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

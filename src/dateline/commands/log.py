"""The log of a run: what happened when, to which article; no words of any article.

It is written for whoever looks into a run later, on this machine or another, so it must be safe to
send: reasons stand in it without what they quote, the home folder without its name
(docs/decisions/0076-log.md).
"""

from __future__ import annotations

import logging
import platform
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, fields, is_dataclass
from pathlib import Path
from typing import override

from dateline.commands.flow import Noted
from dateline.commands.home import home_as_tilde
from dateline.commands.log_line import line, unquoted, where
from dateline.commands.summary import Summary
from dateline.errors import ProgramFault, UnwritableOutput, UsageError
from dateline.records import MadeBy, Record
from dateline.settings import Settings

_HEAD = "# Log of dateline: ids, files, lines and reasons, no text of articles.\n"
_PROGRESS_EVERY = 500  # articles; a minute or so of coding

_log = logging.getLogger(__name__)


@contextmanager
def log_to(name: str | None) -> Iterator[LogFile | None]:
    """While the block runs, what is logged under "dateline" is added to a file; None is no file.

    Raises:
        UsageError: The file is there and is no log.
        UnwritableOutput: It cannot be written.
    """
    if name is None:
        yield None
        return
    handler = _open(name)
    logger = logging.getLogger("dateline")
    before = logger.level
    logger.addHandler(handler)
    logger.setLevel(logging.INFO)
    try:
        yield handler
    finally:
        logger.removeHandler(handler)
        logger.setLevel(before)
        handler.close()


class LogFile(logging.FileHandler):
    """A log on the disk; a full disk does not end the run that it tells of.

    Attributes:
        fault: What first could not be written, None where all was.
    """

    def __init__(self, path: Path) -> None:
        super().__init__(path, encoding="utf-8", errors="backslashreplace")
        self.fault: str | None = None
        self.setFormatter(
            logging.Formatter("%(asctime)s %(levelname)s %(process)d %(message)s", "%Y-%m-%dT%H:%M:%S%z")
        )

    @override
    def handleError(self, record: logging.LogRecord) -> None:
        if self.fault is None:
            self.fault = str(sys.exc_info()[1])

    def close(self) -> None:
        """Close the file; what could not be written by now is lost."""
        try:
            super().close()
        except OSError as error:
            self.fault = self.fault or str(error)


def _open(name: str) -> LogFile:
    path = Path(name)
    try:
        if path.exists() and not path.is_file():
            raise UsageError(f"--log-file {name} is no file; name one that is not there yet")
        if path.exists() and path.stat().st_size and not _is_log(path):
            raise UsageError(f"--log-file {name} is there and is no log of Dateline; choose another name")
        with path.open("a", encoding="utf-8") as file:
            if not path.stat().st_size:
                file.write(_HEAD)
        return LogFile(path)
    except OSError as error:
        raise UnwritableOutput(f"the log {name} cannot be written: {error.strerror or error}") from None


def _is_log(path: Path) -> bool:
    with path.open("rb") as file:
        return file.readline(200).decode("utf-8", errors="replace").rstrip() == _HEAD.rstrip()


@dataclass(slots=True)
class RunLog:
    """Logs one run of ``dateline code`` from its start to its end."""

    _started: float = field(default_factory=time.monotonic)

    def started(self, made_by: MadeBy, settings: Settings, **facts: object) -> None:
        """What the run is: versions, models, the settings that are not the default, what it reads."""
        _log.info(
            line(
                "run started",
                dateline=made_by.dateline,
                python=platform.python_version(),
                platform=platform.platform(),
                **made_by.models,
                gazetteer=made_by.gazetteer,
                settings_sha256=made_by.settings_sha256,
            )
        )
        _log.info("%s", line("settings", **_changed(settings), **facts))

    def add(self, told: Record | Noted, summary: Summary) -> None:
        """One record or note, already counted in the summary."""
        if isinstance(told, Noted):
            _log.info("%s", line("note", **where(told.origin), note=unquoted(told.words)))
            return
        if told.outcome == "failed":
            reason = unquoted(told.reason or "")
            _log.warning("%s", line("article failed", **where(told.input), id=told.article.id, reason=reason))
        if summary.articles % _PROGRESS_EVERY == 0:
            _log.info("%s", line("progress", **self._counts(summary)))

    def ended(self, summary: Summary) -> None:
        """The counts and how long it took."""
        for reason, count in summary.left_out.most_common():
            _log.info("%s", line("left out", count=count, reason=unquoted(reason)))
        _log.info("%s", line("run ended", **self._counts(summary)))

    def broke_off(self, summary: Summary, error: BaseException) -> None:
        """The run ends early; the error goes on to whoever called."""
        words = None if isinstance(error, KeyboardInterrupt) else unquoted(str(error))
        kind = "interrupted" if isinstance(error, KeyboardInterrupt) else type(error).__name__
        told = line("run broke off", error=kind, reason=words, **self._counts(summary))
        trace = error.trace if isinstance(error, ProgramFault) else ""
        _log.error("%s", f"{told}\n{home_as_tilde(trace)}".rstrip())

    def _counts(self, summary: Summary) -> dict[str, object]:
        seconds = time.monotonic() - self._started
        counts = {name: summary.outcomes[name] for name in ("coded", "left_out", "failed")}
        return {
            "articles": summary.articles,
            **counts,
            "repeated": summary.repeated,
            "seconds": f"{seconds:.1f}",
        }


def _changed(settings: Settings) -> dict[str, object]:
    defaults = {f.name: f.default for f in fields(Settings)}
    values = ((name, getattr(settings, name), default) for name, default in defaults.items())
    changed = {name: value for name, value, default in values if value != default}
    # A codebook names the team's own subjects; its hash stands with the settings'.
    return {name: "own" if is_dataclass(value) else value for name, value in changed.items()}

"""``dateline gazetteer build``: a gazetteer of all populated places of a user's GeoNames dump."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

from dateline.commands.home import home_as_tilde
from dateline.errors import OutputExists
from dateline.gazetteer.dump import Dump
from dateline.gazetteer.full import Built, Progress, build_from_dump

Tell = Callable[[str], None]
_SECONDS_BETWEEN = 5.0


def build(dump: str, output: str | None, *, force: bool, tell: Tell | None) -> Built:
    """Build from the file ``dump``; ``tell`` is given a line of progress every few seconds.

    Raises:
        GazetteerError: The file is no dump, or is damaged, or the gazetteer cannot be written.
        OutputExists: There is a file already, and ``force`` was not given.
    """
    source = Path(dump)
    path = Path(output) if output else source.with_suffix(".gazetteer")
    if path.exists() and not force:
        raise OutputExists(f"{path} is there already; --force replaces it")
    say = tell or (lambda words: None)
    built = build_from_dump(Dump.open(source), path, _Teller(say))
    for line in summary(built):
        say(line)
    return built


class _Teller:
    """Says how far a build is, now and then."""

    def __init__(self, say: Tell) -> None:
        self._say, self._last = say, time.monotonic()

    def __call__(self, progress: Progress) -> None:
        now = time.monotonic()
        if now - self._last >= _SECONDS_BETWEEN:
            self._last = now
            self._say(f"{progress.lines:,} lines read, {progress.places:,} populated places kept")


def summary(built: Built) -> list[str]:
    """What was built, and what was left out, line by line."""
    went_on = f", the first {built.went_on:,} by an earlier run" if built.went_on else ""
    lines = [
        f"{built.lines:,} lines read{went_on}; {built.places:,} populated places kept",
        f"written to {home_as_tilde(str(built.path))} ({built.version}); "
        f"use it with: dateline code ... --gazetteer {built.path}",
    ]
    if built.left_out:
        lines.append(f"{built.left_out:,} lines were left out:")
        lines += [f"  {fault}" for fault in built.faults]
        if built.left_out > len(built.faults):
            lines.append(f"  and {built.left_out - len(built.faults):,} more")
    return lines

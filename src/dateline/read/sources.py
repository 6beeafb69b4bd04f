"""Files, folders and standard input, each read as the kind it is."""

from __future__ import annotations

import io
import os
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path
from typing import IO, cast

from dateline.errors import UsageError
from dateline.read.entry import Entry, Skipped, Unread
from dateline.read.gunzip import gzip_start
from dateline.read.kinds import KNOWN_ENDINGS, Kind, guess_kind, kind_of, peek
from dateline.read.opened import read_opened
from dateline.records import Origin
from dateline.settings import Settings

STDIN = "-"


def read_inputs(
    inputs: Iterable[str],
    settings: Settings,
    *,
    kind: Kind | None = None,
    stdin: IO[bytes] | None = None,
    leave_out: Collection[Path] = (),
) -> Iterator[Entry]:
    """Everything that the inputs hold, in their order, one entry at a time.

    Args:
        inputs: Paths of files and folders as the user gave them; ``-`` is standard input. A folder is
            read with all below it, sorted by path; hidden files are passed over.
        settings: For the longest text and page.
        kind: What named files and standard input are, whatever they are called; files of folders
            and archives are always read by their endings.
        stdin: Standard input as bytes.
        leave_out: Resolved paths that a folder may hold and that are no input: the outputs.
    """
    for name in inputs:
        if name == STDIN:
            yield from _read_stdin(stdin, settings, kind)
        elif os.path.isdir(name):  # unlike Path.is_dir, it never raises
            yield from _read_folder(Path(name), settings, leave_out)
        else:
            yield from _read_named(Path(name), settings, kind)


def _read_named(path: Path, settings: Settings, kind: Kind | None) -> Iterator[Entry]:
    found = kind or kind_of(path)
    if found is None and os.path.exists(path):
        reason = f"of no kind Dateline reads ({KNOWN_ENDINGS}); --format says what it is"
        yield Unread(origin=_origin(path), reason=reason)
    else:
        yield from _read_file(path, found or "text", settings)


def _read_file(path: Path, kind: Kind, settings: Settings) -> Iterator[Entry]:
    origin = _origin(path)
    try:
        with path.open("rb") as raw:
            yield from read_opened(raw, kind, origin, settings)
    except FileNotFoundError:
        yield Unread(origin=origin, reason="no such file")
    except OSError as error:
        yield Unread(origin=origin, reason=f"cannot be read: {error.strerror or error}")


def _read_folder(folder: Path, settings: Settings, leave_out: Collection[Path]) -> Iterator[Entry]:
    files = 0
    faults: list[OSError] = []
    for path in _files_below(folder, faults):
        if path.resolve() in leave_out:
            continue
        kind = kind_of(path)
        if kind is None or not _can_be_read_through(path):
            yield Skipped(origin=_origin(path), reason="of no kind Dateline reads")
            continue
        files += 1
        yield from _read_file(path, kind, settings)
    for fault in faults:
        origin = _origin(Path(fault.filename or folder))
        yield Unread(origin=origin, reason=f"the folder cannot be read: {fault.strerror}")
    if not files and not faults:
        reason = f"the folder holds no file that Dateline reads ({KNOWN_ENDINGS})"
        yield Unread(origin=_origin(folder), reason=reason)


def _can_be_read_through(path: Path) -> bool:
    # A pipe or a device in a folder might never end. A broken link is tried, and fails by its name.
    return os.path.isfile(path) or not os.path.exists(path)


def _files_below(folder: Path, faults: list[OSError]) -> list[Path]:
    found = []
    for where, folders, names in os.walk(folder, onerror=faults.append):
        folders[:] = [name for name in folders if not name.startswith(".")]
        found += [Path(where, name) for name in names if not name.startswith(".")]
    return sorted(found, key=lambda path: path.parts)


def _read_stdin(stdin: IO[bytes] | None, settings: Settings, kind: Kind | None) -> Iterator[Entry]:
    if stdin is None:
        raise UsageError("there is no standard input to read")
    stream = stdin if hasattr(stdin, "peek") else io.BufferedReader(cast(io.RawIOBase, stdin))
    # It has no path: its articles get their ids from what they hold.
    yield from read_opened(stream, kind or guess_kind(gzip_start(peek(stream))), Origin(), settings)


def _origin(path: Path) -> Origin:
    # A name that is not Unicode could not be written to a record.
    return Origin(file=os.fsencode(path.as_posix()).decode("utf-8", errors="replace"))

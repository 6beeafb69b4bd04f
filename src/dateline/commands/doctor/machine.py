"""What the machine gives: Python, cores, memory, disk, folders, letters."""

from __future__ import annotations

import locale
import os
import platform
import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from dateline.commands.doctor.finding import Finding, Verdict

# The most that a worker was seen to take (docs/reference/benchmarks.md).
WORKER_BYTES = 1_200_000_000
# The index of the gazetteer, once while it is built and once done.
_INDEX_BYTES = 200_000_000
# Below this an output may not find room: a record is some times as long as its article.
_OUTPUT_BYTES = 1_000_000_000
_LIMITS = ("/sys/fs/cgroup/memory.max", "/sys/fs/cgroup/memory/memory.limit_in_bytes")
_USED = ("/sys/fs/cgroup/memory.current", "/sys/fs/cgroup/memory/memory.usage_in_bytes")


def python() -> Iterator[Finding]:
    """Which Python it is, on what."""
    bits = 64 if sys.maxsize > 2**32 else 32
    words = f"{platform.python_version()}, {bits} bit, {sys.executable}, on {platform.platform()}"
    if bits == 32:
        mend = "install a 64-bit Python: a worker needs more memory than 32 bits can give it"
        yield Finding("Python", "warning", words, mend)
    else:
        yield Finding("Python", "ok", words)


def cores_and_memory() -> Iterator[Finding]:
    """Whether there is memory for a worker on each core."""
    import psutil

    from dateline.engine.pool import usable_cores

    memory = psutil.virtual_memory()
    limit, used = _first_number(_LIMITS), _first_number(_USED)
    free, total = memory.available, memory.total
    if limit is not None and limit < total:  # a container, or a job on a cluster, may have less
        free, total = min(free, limit - (used or 0)), limit
    yield memory_for_workers(usable_cores(), free, total)


def memory_for_workers(cores: int, free: int, total: int) -> Finding:
    """Judge free and total bytes for as many workers as there are cores."""
    fit = free // WORKER_BYTES
    words = (
        f"{cores} core{'' if cores == 1 else 's'} to use, {_gb(free)} of {_gb(total)} memory free; "
        f"a worker takes up to {_gb(WORKER_BYTES)}"
    )
    if total < WORKER_BYTES:
        return Finding("memory", "fault", words, "use a machine (or give the container) with 2 GB or more")
    if fit < 1:
        return Finding("memory", "warning", words, "close other programs, and use --workers 1")
    if fit < cores:
        return Finding("memory", "warning", words, f"use --workers {fit}, or close other programs")
    return Finding("memory", "ok", words)


def folders() -> Iterator[Finding]:
    """Whether files can be written where they will be, and how much room there is."""
    from dateline.gazetteer import index_path

    index = index_path()
    cache = index.parent
    there = index.is_file()
    yield folder_for(
        "cache folder",
        cache,
        needs=0 if there else _INDEX_BYTES,
        unusable="warning" if there else "fault",
        mend="make it writable, or set XDG_CACHE_HOME (Linux) or LOCALAPPDATA (Windows) to a folder that is",
        make=True,
    )
    yield folder_for(
        "current folder",
        Path.cwd(),
        needs=_OUTPUT_BYTES,
        mend="give --output a folder that can be written and has room",
    )
    yield folder_for(
        "temporary folder",
        Path(os.environ.get("TMPDIR") or tempfile.gettempdir()),
        needs=0,
        mend="set TMPDIR (Windows: TEMP) to a folder that can be written and has room",
    )


def folder_for(
    name: str,
    folder: Path,
    *,
    needs: int,
    mend: str,
    unusable: Verdict = "warning",
    make: bool = False,
) -> Finding:
    """Whether a folder can be written and has ``needs`` bytes of room.

    Args:
        name: What it is called in the finding.
        folder: The folder.
        needs: Bytes that should be free.
        mend: What would do.
        unusable: The verdict where it cannot be written, or has no room.
        make: Whether it is made where it is missing.
    """
    if (refused := _refusal(folder, make=make)) is not None:
        return Finding(name, unusable, f"{folder} cannot be written: {refused}", mend)
    free = shutil.disk_usage(folder).free
    words = f"{folder}, can be written, {_gb(free)} free"
    if free < needs:
        return Finding(name, unusable, f"{words}, {_gb(needs)} may be needed", mend)
    return Finding(name, "ok", words)


def letters() -> Iterator[Finding]:
    """Whether the terminal shows every letter; records are written in UTF-8 whatever it does."""
    encoding = getattr(sys.stdout, "encoding", None) or "none"
    files = sys.getfilesystemencoding()
    words = f"terminal {encoding}, names of files {files}, locale {'.'.join(filter(None, _locale()))}"
    unicode = encoding.lower().replace("-", "").startswith("utf")
    if not unicode or not files.lower().startswith("utf"):
        mend = (
            "set PYTHONUTF8=1 (Windows: also 'chcp 65001'; Linux: a locale such as C.UTF-8); until then "
            "letters that cannot be shown are question marks in the terminal; files are right all the same"
        )
        yield Finding("letters", "warning", words, mend)
    else:
        yield Finding("letters", "ok", words)


def _locale() -> tuple[str, str]:
    language, encoding = locale.getlocale()
    return language or "C", encoding or ""


def _refusal(folder: Path, *, make: bool) -> str | None:
    """Why no file can be made in a folder; None where one can."""
    try:
        if make:
            folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder, prefix=".dateline-") as file:
            file.write(b"dateline")
    except OSError as error:
        return error.strerror or str(error)
    return None


def _first_number(paths: tuple[str, ...]) -> int | None:
    for path in paths:
        try:
            return int(Path(path).read_text(encoding="ascii"))
        except (OSError, ValueError):  # no such limit here, or "max"
            continue
    return None


def _gb(count: int) -> str:
    return f"{count / 1e9:.1f} GB"

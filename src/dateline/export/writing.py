"""Outputs that are either whole or not there.

A file is written under another name in the same folder, brought to the disk, and renamed at the
end. Whatever goes wrong before that leaves what was there before.
"""

from __future__ import annotations

import contextlib
import errno
import io
import os
import secrets
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

from dateline.errors import OutputExists, UnwritableOutput

STDOUT = "-"


class Output:
    r"""Takes text and writes it as UTF-8, line ends as they are (``\n``); or bytes, through ``binary``.

    Raises:
        UnwritableOutput: From every method, where the system refuses: no space, no permission, nobody
            reading the pipe.
    """

    def __init__(self, name: str, stream: IO[bytes], folder: Path | None = None) -> None:
        self._name, self._stream = name, stream
        self.folder = folder
        """Where the file will be; None for what is no regular file."""

    def write(self, text: str) -> None:
        """Add text."""
        with self.named():
            self._stream.write(text.encode("utf-8"))

    def binary(self) -> ByteOutput:
        """The same output for a library that writes bytes to a file object."""
        return ByteOutput(self, self._stream)

    @contextmanager
    def named(self) -> Iterator[None]:
        """While the block runs, what the system refuses is told as a fault of this output."""
        with _named(self._name):
            yield

    def _finish(self, *, sync: bool) -> None:
        with _named(self._name):
            self._stream.flush()
            if sync:
                os.fsync(self._stream.fileno())

    def _close(self) -> None:
        # A buffer that could not be written is tried again at the closing; the first error counts.
        with contextlib.suppress(OSError):
            self._stream.close()


class ByteOutput(io.RawIOBase):
    """A file object over an ``Output``; closing it leaves the output open.

    It can seek only in a regular file: standard output, a pipe or a device takes bytes one after the other.

    Raises:
        UnwritableOutput: As ``Output``.
    """

    def __init__(self, output: Output, stream: IO[bytes]) -> None:
        self._output, self._stream = output, stream
        self._written = 0
        self._abandoned = False

    def abandon(self) -> None:
        """Let nothing more through, so that a library may end a file that nobody will see."""
        self._abandoned = True

    def writable(self) -> bool:
        """Always."""
        return True

    def seekable(self) -> bool:
        """Whether it is a regular file of our own."""
        return self._output.folder is not None

    def write(self, data: Any, /) -> int:
        """Add bytes, all of them."""
        size = memoryview(data).nbytes
        if not self._abandoned:
            with self._output.named():
                self._stream.write(data)
        self._written += size
        return size

    def tell(self) -> int:
        """Bytes from the beginning; for what cannot seek, the bytes written so far."""
        return self._stream.tell() if self.seekable() and not self._abandoned else self._written

    def seek(self, offset: int, whence: int = io.SEEK_SET, /) -> int:
        """Move to another place of a regular file."""
        if not self.seekable():
            raise io.UnsupportedOperation("seek")
        if self._abandoned:
            return self._written
        with self._output.named():
            return self._stream.seek(offset, whence)

    def flush(self) -> None:
        """Nothing: the output flushes once, at its end."""


@contextmanager
def open_output(name: str, *, force: bool = False) -> Iterator[Output]:
    """An output that appears under its name once the block ends without an error.

    ``-`` is standard output. What is there and is no regular file (a device, a pipe) is written to
    as it is.

    Raises:
        OutputExists: A file of that name is there, and ``force`` was not given.
        UnwritableOutput: The folder is missing, the name is one of a folder, or a write failed.
    """
    if name == STDOUT:
        opened = _standard_output()
    else:
        target = check_output(name, force=force)
        opened = _in_place(target) if target.exists() and not target.is_file() else _renamed(target, force)
    with opened as output:
        yield output


def check_output(name: str, *, force: bool = False) -> Path:
    """The path of an output, links followed, after what can be told before anything is written.

    Raises:
        OutputExists: A file of that name is there, and ``force`` was not given.
        UnwritableOutput: It cannot be written.
    """
    with _named(name):
        target = Path(name).resolve()
        exists, is_file = target.exists(), target.is_file()
        if target.is_dir():
            raise UnwritableOutput(f"{name} is a folder; a file's name is needed")
        if not target.parent.is_dir():
            raise UnwritableOutput(f"{name}: there is no folder {target.parent}")
    if exists and is_file and not force:
        raise OutputExists(f"{name} is there already; --force replaces it")
    return target


@contextmanager
def _renamed(target: Path, force: bool) -> Iterator[Output]:
    # Hidden, so that a folder being read and written to at once does not take it for an input.
    partial = target.with_name(f".dateline-{secrets.token_hex(8)}.part")
    with _named(str(target)):
        output = Output(str(target), partial.open("xb"), target.parent)
    try:
        yield output
        output._finish(sync=True)
        output._close()
        if not force and target.exists():
            raise OutputExists(f"{target} has appeared meanwhile; --force replaces it")
    except BaseException:
        output._close()
        with contextlib.suppress(OSError):
            partial.unlink()
        raise
    _rename(partial, target)


def _rename(partial: Path, target: Path) -> None:
    try:
        partial.replace(target)
    except OSError as error:
        # All of it is written; on Windows a program that has the old file open forbids the renaming.
        reason = error.strerror or error
        raise UnwritableOutput(
            f"{target} cannot be replaced ({reason}); the results are in {partial}"
        ) from None


@contextmanager
def _in_place(target: Path) -> Iterator[Output]:
    with _named(str(target)):
        output = Output(str(target), target.open("wb"))
    try:
        yield output
        output._finish(sync=False)
    finally:
        output._close()


@contextmanager
def _standard_output() -> Iterator[Output]:
    sys.stdout.flush()
    output = Output("standard output", sys.stdout.buffer)
    try:
        yield output
        output._finish(sync=False)
    except UnwritableOutput:
        _forget_standard_output()
        raise


def _forget_standard_output() -> None:
    # What is left in its buffer would be tried once more, and complained of, when the program ends.
    with contextlib.suppress(OSError, ValueError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
        os.close(nowhere)


@contextmanager
def _named(name: str) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise _unwritable(name, error) from None


def _unwritable(name: str, error: OSError) -> UnwritableOutput:
    if error.errno in (errno.ENOSPC, errno.EFBIG, getattr(errno, "EDQUOT", errno.ENOSPC)):
        return UnwritableOutput(f"{name}: no space left ({error.strerror}); nothing was kept")
    if error.errno == errno.EPIPE:
        return UnwritableOutput(f"{name}: whatever read it has stopped reading")
    return UnwritableOutput(f"{name} cannot be written: {error.strerror or error}")

"""Bytes to text: UTF-8, UTF-16 with a byte-order mark, else Windows-1252 with a note."""

from __future__ import annotations

import codecs
import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import IO

from dateline.errors import UnreadableInput

WINDOWS_NOTE = "not UTF-8; read as Windows-1252"
_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_CHUNK = 1 << 16


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a file, without the byte-order mark but with its line end.

    ``text`` is None where the line is longer than allowed (``size`` is its length in bytes) or its
    bytes are no text (``reason``). ``quotes`` counts the quotation marks of a line that is too long.
    """

    number: int
    text: str | None
    size: int
    note: str | None = None
    reason: str | None = None
    quotes: int = 0


def decode(raw: bytes) -> tuple[str, str | None]:
    """The text of a whole file, without its byte-order mark, and a note where the encoding is a guess.

    Raises:
        UnreadableInput: The bytes are in none of the encodings.

    >>> decode("Café".encode("cp1252"))
    ('Café', 'not UTF-8; read as Windows-1252')
    """
    if raw.startswith(_UTF16):
        try:
            return raw.decode("utf-16"), None
        except UnicodeDecodeError as error:
            raise UnreadableInput(f"damaged UTF-16 at byte {error.start}") from None
    return _decode_bytes(raw.removeprefix(codecs.BOM_UTF8))


def _decode_bytes(raw: bytes) -> tuple[str, str | None]:
    try:
        return raw.decode("utf-8"), None
    except UnicodeDecodeError as error:
        damaged = error
    lenient = raw.decode("utf-8", errors="ignore")
    # Windows-1252 rarely makes valid UTF-8 by chance: where most of the special characters are
    # valid, it is UTF-8 with a fault, and read as Windows-1252 all of them would come out wrong.
    valid = sum(character > "\x7f" for character in lenient)
    if valid and valid >= len(raw) - len(lenient.encode()):
        raise UnreadableInput(f"damaged UTF-8 at byte {damaged.start}")
    try:
        return raw.decode("cp1252"), WINDOWS_NOTE
    except UnicodeDecodeError as error:
        raise UnreadableInput(
            f"neither UTF-8, UTF-16 with a byte-order mark nor Windows-1252 (byte {error.start})"
        ) from None


def lines(stream: IO[bytes], max_bytes: int, *, empty: bool = True) -> Iterator[Line]:
    r"""The lines of a stream, numbered from 1, ended by ``\n`` alone; never more than one in memory.

    A line over ``max_bytes`` is passed over and given without its text. ``empty`` lines may be left out:
    a small gzip file can hold tens of millions of them.
    """
    start = stream.read(2)
    if start in _UTF16:
        yield from _utf16_lines(_Rejoined(start, stream), max_bytes)
        return
    source, number = _Rejoined(start, stream), 0
    read_line: Callable[[int], bytes] = source.readline
    while raw := read_line(max_bytes + 1):
        number += 1
        if number == 2:
            read_line = stream.readline  # two lines hold all that was put back, and this is far quicker
        if raw == b"\n" and not empty:
            continue
        if number == 1:
            raw = raw.removeprefix(codecs.BOM_UTF8)
        if len(raw) > max_bytes and not raw.endswith(b"\n"):
            yield _pass_over(source, number, raw)
        else:
            yield _line(number, raw)


def _line(number: int, raw: bytes) -> Line:
    try:
        text, note = _decode_bytes(raw)
    except UnreadableInput as error:
        return Line(number, None, len(raw), reason=str(error), quotes=raw.count(b'"'))
    return Line(number, text, len(raw), note)


def _pass_over(source: _Rejoined, number: int, raw: bytes) -> Line:
    size, quotes = len(raw), raw.count(b'"')
    while not raw.endswith(b"\n") and (raw := source.readline(_CHUNK)):
        size += len(raw)
        quotes += raw.count(b'"')
    return Line(number, None, size, quotes=quotes)


def _utf16_lines(source: _Rejoined, max_bytes: int) -> Iterator[Line]:
    text = io.TextIOWrapper(source, encoding="utf-16", newline="\n")  # type: ignore[type-var]
    number = 0
    try:
        while line := text.readline(max_bytes // 2):
            number += 1
            size, quotes, whole = 2 * len(line), line.count('"'), line
            while not line.endswith("\n") and (line := text.readline(_CHUNK)):
                size, quotes = size + 2 * len(line), quotes + line.count('"')
            fits = size <= max_bytes
            yield Line(number, whole if fits else None, size, quotes=quotes)
    except UnicodeDecodeError as error:
        yield Line(number + 1, None, 0, reason=f"damaged UTF-16 ({error.reason}); the rest is not read")


class _Rejoined(io.BufferedIOBase):
    """A stream with the bytes that were read from its start put back."""

    def __init__(self, start: bytes, stream: IO[bytes]) -> None:
        self._start, self._stream = start, stream

    def readable(self) -> bool:
        return True

    def read(self, size: int | None = -1) -> bytes:
        limit = -1 if size is None or size < 0 else size
        if not self._start:
            return self._stream.read(limit)
        start, self._start = self._start, b""
        if 0 <= limit < len(start):
            self._start = start[limit:]
            return start[:limit]
        return start + self._stream.read(limit if limit < 0 else limit - len(start))

    def read1(self, size: int = -1) -> bytes:
        return self.read(_CHUNK if size < 0 else size)

    def readline(self, size: int | None = -1) -> bytes:
        limit = -1 if size is None or size < 0 else size
        start, self._start = self._start, b""
        end = start.find(b"\n") + 1
        if end and end <= len(start):
            self._start = start[end:]
            return start[:end]
        return start + self._stream.readline(limit if limit < 0 else max(0, limit - len(start)))

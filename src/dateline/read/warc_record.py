"""The records of a web archive (WARC 1.1, ISO 28500:2017), plain or packed record by record with gzip.

Damage costs the record it is in: the next one is looked for and read. A record that holds fewer or more
bytes than its ``Content-Length`` says is damaged, however well the rest of the file reads.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import IO

from dateline.errors import UnreadableInput
from dateline.read.gunzip import MAGIC, GzipMembers
from dateline.read.kinds import peek
from dateline.read.limits import Unpacking

_CHUNK = 1 << 16
_MAX_LINE = 1 << 16
_MAX_FIELDS = 200
# Packed bytes in which the member after a damaged one is looked for.
_KEPT = 4_000_000
# Bytes that look like the start of a member but are none, and records that are damaged: a file made of
# them would take for ever.
_MAX_FALSE_STARTS = 2_000
_MAX_DAMAGES = 1_000
_VERSION = re.compile(rb"\AWARC/[01]\.\d{1,2}\r?\n\Z")
_FIELD = re.compile(rb"\A[A-Za-z][A-Za-z0-9-]{1,60}[ \t]{0,9}:")
_LENGTH = re.compile(r"\A\d{1,15}\Z")


@dataclass(frozen=True, slots=True)
class WarcRecord:
    """One record: its named fields (names in small letters) and the start of its block.

    ``block`` is whole where it is as long as ``size``.
    """

    fields: dict[str, str]
    block: bytes
    size: int

    @property
    def url(self) -> str | None:
        """The address that the record is of; WARC 1.0 has some in angle brackets."""
        return self.fields.get("warc-target-uri", "").strip("<>") or None


@dataclass(frozen=True, slots=True)
class Damage:
    """What is wrong with a record, and its address where that is known."""

    reason: str
    url: str | None = None


class _BadRecord(Exception):
    """A record that is not as it says; the next one may begin anywhere after its first line."""

    def __init__(self, reason: str, url: str | None = None) -> None:
        self.damage = Damage(reason, url)
        super().__init__(reason)


def read_records(
    stream: IO[bytes], room: int, whole: Unpacking | None = None
) -> Iterator[WarcRecord | Damage]:
    """The records in order, and in its place what is wrong with one.

    Args:
        stream: One that can be looked at ahead.
        room: Bytes of a block that are held; the rest of a longer one is passed over.
        whole: The count of the archive that the file is in.

    Raises:
        UnreadableInput: The rest of the file cannot be read.
    """
    if peek(stream)[:2] == MAGIC:
        read = _from_gzip(GzipMembers(stream, Unpacking(whole=whole), keep=_KEPT), room)
    else:
        read = _from_tape(_Tape(stream.read), room)
    damages = 0
    for record in read:
        yield record
        damages += isinstance(record, Damage)
        if damages >= _MAX_DAMAGES:
            raise UnreadableInput(f"{damages:,} records are damaged; the rest of the file is not read")


def _from_gzip(members: GzipMembers, room: int) -> Iterator[WarcRecord | Damage]:
    false_starts = 0
    opened = members.open_next()
    while opened:
        tape = _Tape(members.read)
        try:
            yield from _from_tape(tape, room)
            opened = members.open_next()
            continue
        except UnreadableInput:
            if members.spent:
                raise
            yield Damage(
                "the gzip data is cut off or damaged; the next record that can be found is read", tape.url
            )
        while (opened := members.open_after_damage()) and not members.begins_with(b"WARC/"):
            false_starts += 1
            if false_starts >= _MAX_FALSE_STARTS:
                raise UnreadableInput("no record can be found after the damage; the rest is not read")


class _Tape:
    """Bytes that are read on and can be put back."""

    def __init__(self, read: Callable[[int], bytes]) -> None:
        self._read, self._held, self._at = read, bytearray(), 0
        self.url: str | None = None  # of the record that is being read

    def take(self, size: int) -> bytes:
        """``size`` bytes, or what there is to the end."""
        while len(self._held) - self._at < size and self._fill():
            pass
        taken = bytes(self._held[self._at : self._at + size])
        self._at += len(taken)
        return taken

    def pass_over(self, size: int) -> int:
        """How many of ``size`` bytes there were."""
        passed = 0
        while passed < size and (taken := self.take(min(_CHUNK, size - passed))):
            passed += len(taken)
        return passed

    def line(self) -> bytes:
        """The next line with its end, cut at the longest that a line may be; none at the end."""
        looked = 0
        while (end := self._held.find(b"\n", self._at + looked)) < 0:
            looked = len(self._held) - self._at
            if looked >= _MAX_LINE or not self._fill():
                break
        size = (end + 1 if end >= 0 else len(self._held)) - self._at
        return self.take(min(size, _MAX_LINE))

    def put_back(self, taken: bytes) -> None:
        """Put back what was taken last."""
        if taken and self._at >= len(taken):
            self._at -= len(taken)
        elif taken:
            self._held[: self._at] = taken
            self._at = 0

    def _fill(self) -> bool:
        if self._at > _CHUNK:
            del self._held[: self._at]
            self._at = 0
        more = self._read(_CHUNK)
        self._held += more
        return bool(more)


def _from_tape(tape: _Tape, room: int) -> Iterator[WarcRecord | Damage]:
    while True:
        tape.url = None
        try:
            record = _next_record(tape, room)
        except _BadRecord as bad:
            tape.url = bad.damage.url
            _go_to_next(tape)
            yield bad.damage
            continue
        if record is None:
            return
        yield record


def _next_record(tape: _Tape, room: int) -> WarcRecord | None:
    while (line := tape.line()) in (b"\r\n", b"\n"):
        pass
    if not line:
        return None
    if not _VERSION.match(line):
        raise _BadRecord("no record begins where one should")
    fields = _fields(tape)
    length = fields.get("content-length", "")
    record = WarcRecord(fields, b"", int(length) if _LENGTH.match(length) else -1)
    tape.url = record.url
    if record.size < 0:
        raise _BadRecord("a record that does not say how long it is", tape.url)
    return replace(record, block=_block(tape, record.size, room))


def _block(tape: _Tape, size: int, room: int) -> bytes:
    block = tape.take(min(size, room))
    there = len(block) + tape.pass_over(size - len(block))
    # A gzip member has its checksum at its end: looking at what follows is what brings it up.
    end = tape.take(len(b"\r\n\r\nWARC/"))
    rest = end.lstrip(b"\r\n")
    if there == size and b"WARC/".startswith(rest[:5]):
        tape.put_back(rest)
        return block
    tape.put_back(end)
    if there == len(block):
        tape.put_back(block)  # it may have swallowed what follows it
    if there < size:
        raise _BadRecord(f"a record cut off after {there:,} of {size:,} bytes", tape.url)
    raise _BadRecord(f"a record that is not as long as it says ({size:,} bytes)", tape.url)


def _fields(tape: _Tape) -> dict[str, str]:
    found: dict[str, str] = {}
    for _ in range(_MAX_FIELDS):
        line = tape.line()
        if line in (b"\r\n", b"\n", b""):
            return found
        name, colon, value = line.decode("utf-8", errors="replace").partition(":")
        if colon:
            found.setdefault(name.strip().lower(), value.strip())
    raise _BadRecord(f"a record with more than {_MAX_FIELDS} named fields")


def _go_to_next(tape: _Tape) -> None:
    """Put the tape at the next line that a record begins with, or at its end."""
    while line := tape.line():
        if _VERSION.match(line):
            following = tape.line()
            tape.put_back(following)
            if _FIELD.match(following):
                tape.put_back(line)
                return

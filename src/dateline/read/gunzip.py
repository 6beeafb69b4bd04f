"""gzip, member by member, with a limit on what comes out and a way past a damaged member."""

from __future__ import annotations

import io
import zlib
from typing import IO

from dateline.errors import UnreadableInput
from dateline.read.limits import Unpacking

MAGIC = b"\x1f\x8b"
# The third byte is the method, of which there is one.
_START = b"\x1f\x8b\x08"
_CHUNK = 1 << 16
_LOOKED_AT = 4096
_STEP = 1024
_DAMAGED = "the gzip file is cut off or damaged; the rest of it is not read"
_AFTER = "something follows the gzip data that is no gzip; it is not read"


class GzipMembers:
    """The members of a gzip file, each unpacked as it is read.

    Args:
        packed: The file, at its start.
        meter: Counts what comes out.
        keep: Packed bytes of the current member that are kept for ``open_after_damage``.
    """

    def __init__(self, packed: IO[bytes], meter: Unpacking, *, keep: int = 0) -> None:
        self._packed, self._meter, self._keep = packed, meter, keep
        self._ahead = b""  # read, not yet unpacked
        self._behind = bytearray()  # unpacked, of the current member
        self._inflate = zlib.decompressobj(wbits=31)
        self._remains: bytes | None = None  # of a damaged member
        self._opened = 0

    def open_next(self) -> bool:
        """Go to the next member, over padding with zeros; False where there is none.

        Raises:
            UnreadableInput: What follows is no gzip member.
        """
        self._behind.clear()
        self._ahead = self._ahead.lstrip(b"\0")
        while not self._ahead:
            if not self._fill():
                return False
            self._ahead = self._ahead.lstrip(b"\0")
        while len(self._ahead) < len(_START) and self._fill():
            pass
        if not self._ahead.startswith(MAGIC):
            raise UnreadableInput(_AFTER if self._opened else _DAMAGED)
        self._open()
        return True

    def open_after_damage(self) -> bool:
        """Go to what looks like the next member after the start of the current one; False for none.

        A cut member runs on into those that follow it before its damage shows, so the search begins in
        what was taken for a part of it.
        """
        self._ahead = (bytes(self._behind) + self._ahead)[1:]
        self._behind.clear()
        while (at := self._ahead.find(_START)) < 0:
            self._ahead = self._ahead[-(len(_START) - 1) :]
            if not self._fill():
                return False
        self._ahead = self._ahead[at:]
        self._open()
        return True

    def begins_with(self, start: bytes) -> bool:
        """Whether the current member, of which nothing is read, unpacks to what begins so."""
        while len(self._ahead) < _LOOKED_AT and self._fill():
            pass
        try:
            return self._inflate.copy().decompress(self._ahead[:_LOOKED_AT], len(start)) == start
        except zlib.error:
            return False

    @property
    def spent(self) -> bool:
        """Whether more came out than may."""
        return self._meter.spent

    def read(self, size: int) -> bytes:
        """At most ``size`` bytes more of the current member; none at its end.

        Raises:
            UnreadableInput: The member is cut off or damaged, or unpacks to too much.
        """
        while self._remains is None and not self._inflate.eof:
            at_end = not self._ahead and not self._fill()
            given, before = self._ahead, self._inflate.copy()
            try:
                unpacked = self._inflate.decompress(given, size)
            except zlib.error:
                self._remains = _before_damage(before, given, size)
                break
            self._ahead = self._inflate.unused_data if self._inflate.eof else self._inflate.unconsumed_tail
            self._remember(given[: len(given) - len(self._ahead)])
            if unpacked:
                self._meter.add(len(unpacked))
                return unpacked
            if at_end and not self._inflate.eof:
                self._remains = b""
                break
        return self._last()

    def _last(self) -> bytes:
        """Nothing at the end of a member; of a damaged one first what came out before the damage."""
        if self._remains is None:
            return b""
        remains, self._remains = self._remains, b""
        if not remains:
            raise UnreadableInput(_DAMAGED)
        self._meter.add(len(remains))
        return remains

    def _open(self) -> None:
        self._inflate = zlib.decompressobj(wbits=31)
        self._remains = None
        self._opened += 1

    def _fill(self) -> bool:
        more = self._packed.read(_CHUNK)
        self._meter.packed += len(more)
        self._ahead += more
        return bool(more)

    def _remember(self, used: bytes) -> None:
        if self._keep:
            self._behind += used
            del self._behind[: -self._keep]


def _before_damage(inflate: zlib._Decompress, given: bytes, size: int) -> bytes:
    # A call that meets the damage gives nothing: smaller and smaller ones come closer to it.
    unpacked, step = b"", _STEP
    while step and len(unpacked) < size:
        kept = inflate.copy()
        try:
            more = inflate.decompress(given, min(step, size - len(unpacked)))
        except zlib.error:
            inflate, step = kept, step // 2
            continue
        unpacked += more
        given = inflate.unconsumed_tail
        if not more:
            break
    return unpacked


class _Gunzipped(io.RawIOBase):
    """All members, one after the other."""

    def __init__(self, members: GzipMembers) -> None:
        self._members, self._begun = members, False

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        while True:
            data = self._members.read(min(len(buffer), _CHUNK)) if self._begun else b""
            if data:
                buffer[: len(data)] = data
                return len(data)
            if not self._members.open_next():
                return self._at_end()
            self._begun = True

    def _at_end(self) -> int:
        if not self._begun:
            raise UnreadableInput("the gzip file is empty")
        return 0


def gunzipped(packed: IO[bytes], whole: Unpacking | None = None) -> io.BufferedReader:
    """What a gzip stream packs.

    Its reading raises UnreadableInput where it is cut off or damaged, or unpacks to too much (``whole``
    counts along). What follows a damaged member is not looked for: a line could begin in one member and
    end in another.
    """
    members = GzipMembers(packed, Unpacking(whole=whole))
    return io.BufferedReader(_Gunzipped(members), buffer_size=_CHUNK)


def gzip_start(start: bytes) -> bytes:
    """The first bytes that come out of ``start``, unpacked where it is the start of a gzip file."""
    if not start.startswith(MAGIC):
        return start
    try:
        return zlib.decompressobj(wbits=31).decompress(start, _CHUNK)
    except zlib.error:
        return b""

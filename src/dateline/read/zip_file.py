"""A zip archive: its members in the order of their names, read like the files of a folder.

Nothing is written to disk, so a member's name can lead nowhere; it is only shown, cleaned. An archive is
refused as a whole where its directory is damaged or too large, or where members overlap, which only
archives do that are made to unpack to far more than they hold.
"""

from __future__ import annotations

import io
import lzma
import re
import stat
import struct
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import PurePosixPath
from typing import IO, cast
from zipfile import BadZipFile, ZipExtFile, ZipFile, ZipInfo

from dateline.errors import UnreadableInput
from dateline.read.entry import Entry, Skipped, Unread
from dateline.read.kinds import KNOWN_ENDINGS, Kind, kind_of
from dateline.read.limits import MAX_DIRECTORY_BYTES, MAX_HELD_BYTES, MAX_MEMBERS, Unpacking
from dateline.records import Origin

ReadMember = Callable[[IO[bytes], Kind, Origin, Unpacking], Iterator[Entry]]
# What zipfile and the decompressors raise for damage, and zipfile for methods it does not know.
_DAMAGE = (BadZipFile, EOFError, OSError, ValueError, struct.error, zlib.error, lzma.LZMAError)
_CHUNK = 1 << 16
_LOCAL_HEADER = 30
_DIRECTORY_ENTRY = b"PK\x01\x02"
_LOCKED = 0x1
_DRIVE = re.compile(r"\A[A-Za-z]:")


@dataclass(frozen=True, slots=True)
class _Member:
    info: ZipInfo
    path: PurePosixPath  # cleaned


def read_zip(
    stream: IO[bytes], origin: Origin, read_member: ReadMember, whole: Unpacking | None = None
) -> Iterator[Entry]:
    """What the members of an archive hold.

    Args:
        stream: The archive; held in memory where it cannot be sought in.
        origin: Of the archive.
        read_member: Reads one member, given its bytes, its kind, its origin and the archive's count.
        whole: Of the archive that this one is a member of.
    """
    try:
        file, size = _seekable(stream)
        archive = ZipFile(cast(IO[bytes], _DirectoryGuard(file)))
    except UnreadableInput as error:
        yield Unread(origin=origin, reason=str(error))
    except (*_DAMAGE, NotImplementedError) as error:
        yield Unread(origin=origin, reason=f"the zip archive is cut off or damaged ({error})")
    else:
        with archive:
            yield from _Archive(archive, origin, read_member, Unpacking(size, whole)).read()


def _seekable(stream: IO[bytes]) -> tuple[IO[bytes], int]:
    if not stream.seekable():
        raw = stream.read(MAX_HELD_BYTES + 1)
        if len(raw) > MAX_HELD_BYTES:
            raise UnreadableInput(
                f"a zip archive of more than {MAX_HELD_BYTES:,} bytes, too large for one inside another or "
                "on standard input; name it as a file"
            )
        stream = io.BytesIO(raw)
    size = stream.seek(0, io.SEEK_END)
    stream.seek(0)
    return stream, size


@dataclass(frozen=True, slots=True)
class _Archive:
    archive: ZipFile
    origin: Origin
    read_member: ReadMember
    count: Unpacking

    def read(self) -> Iterator[Entry]:
        infos = self.archive.infolist()
        if _overlap(infos):
            reason = "the members of the archive overlap, which is made to do harm; none of it is read"
            yield Unread(origin=self.origin, reason=reason)
            return
        members = _shown(infos)
        for position, member in enumerate(members, start=1):
            if position < len(members) and members[position].path == member.path:
                reason = "the archive holds this name again; only the last is read"
                yield Unread(origin=self._origin(member), reason=reason)
            else:
                yield from self._read_member(member)
            if self.count.spent:
                reason = "the archive unpacks to too much; the rest of it is not read"
                yield Unread(origin=self.origin, reason=reason)
                return
        if all(kind_of(member.path) is None for member in members):
            reason = f"the archive holds no file that Dateline reads ({KNOWN_ENDINGS})"
            yield Unread(origin=self.origin, reason=reason)

    def _origin(self, member: _Member) -> Origin:
        inside = str(member.path)
        return replace(self.origin, file=f"{self.origin.file}/{inside}" if self.origin.file else inside)

    def _read_member(self, member: _Member) -> Iterator[Entry]:
        kind, here = kind_of(member.path), self._origin(member)
        if kind is None or stat.S_ISLNK(member.info.external_attr >> 16):
            yield Skipped(origin=here, reason="of no kind Dateline reads")
        elif kind == "zip" and self.count.whole is not None:
            yield Unread(origin=here, reason="a zip archive in one that is in one; unpack it first")
        elif member.info.flag_bits & _LOCKED:
            yield Unread(origin=here, reason="locked with a password; unpack the archive and name its files")
        else:
            yield from self._read_unlocked(member.info, kind, here)

    def _read_unlocked(self, info: ZipInfo, kind: Kind, here: Origin) -> Iterator[Entry]:
        try:
            member = self.archive.open(info)
        except NotImplementedError:
            yield Unread(
                origin=here, reason="packed by a method that Dateline does not know; unpack it first"
            )
        except _DAMAGE as error:
            yield Unread(origin=here, reason=f"damaged in the archive ({error})")
        else:
            with member:
                raw = _Counted(member, info, Unpacking(info.compress_size, self.count))
                yield from self.read_member(io.BufferedReader(raw, _CHUNK), kind, here, self.count)


def _shown(infos: list[ZipInfo]) -> list[_Member]:
    """The members by name, without folders and what is hidden; of one name, the last in the file last."""
    members = (_Member(info, shown_path(info.filename)) for info in infos if not info.is_dir())
    seen = (member for member in members if not _is_hidden(member.path))
    return sorted(seen, key=lambda member: (member.path.parts, member.info.header_offset))


def _is_hidden(path: PurePosixPath) -> bool:
    return any(part.startswith(".") or part == "__MACOSX" for part in path.parts)


def shown_path(name: str) -> PurePosixPath:
    r"""A member's name as a path below its archive, whatever it tries to be.

    >>> str(shown_path("../../etc/evil.txt")), str(shown_path("C:\\news\\a.txt"))
    ('etc/evil.txt', 'news/a.txt')
    """
    plain = _DRIVE.sub("", name.replace("\\", "/"))
    plain = "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in plain)
    return PurePosixPath(*[part for part in plain.split("/") if part not in ("", ".", "..")])


def _overlap(infos: list[ZipInfo]) -> bool:
    """Whether two members share bytes, as in D. Fifield, "A better zip bomb" (WOOT 2019)."""
    end = 0
    for info in sorted(infos, key=lambda info: info.header_offset):
        if info.header_offset < end:
            return True
        end = info.header_offset + _LOCAL_HEADER + info.compress_size
    return False


class _Counted(io.RawIOBase):
    """The bytes of a member, counted; damage is told as what it is."""

    def __init__(self, member: IO[bytes], info: ZipInfo, count: Unpacking) -> None:
        self._member, self._info, self._count = cast(ZipExtFile, member), info, count

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        try:
            data = self._member.read(min(len(buffer), _CHUNK))
        except _DAMAGE as error:
            raise UnreadableInput(f"damaged in the archive ({error or 'it is cut off'})") from None
        self._count.add(len(data))
        if not data and self._count.unpacked != self._info.file_size:
            raise UnreadableInput("damaged in the archive (its size is not the one that is stated)")
        buffer[: len(data)] = data
        return len(data)


class _DirectoryGuard:
    """The file of an archive; refuses the directory that would fill the memory.

    ``zipfile`` reads the whole directory at once and makes an object of each entry, as many as there
    are, whatever the archive says their number is.
    """

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self.seek, self.tell, self.seekable = file.seek, file.tell, file.seekable

    def read(self, size: int = -1) -> bytes:
        data = self._file.read(size if 0 <= size <= MAX_DIRECTORY_BYTES else MAX_DIRECTORY_BYTES + 1)
        if len(data) > MAX_DIRECTORY_BYTES:
            raise UnreadableInput(f"the directory of the archive has more than {MAX_DIRECTORY_BYTES:,} bytes")
        if data.startswith(_DIRECTORY_ENTRY) and data.count(_DIRECTORY_ENTRY) > MAX_MEMBERS:
            raise UnreadableInput(f"the archive has more than {MAX_MEMBERS:,} members; unpack it first")
        return data

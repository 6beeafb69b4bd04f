"""An opened file or member of an archive, unpacked where it is packed and read as the kind it is."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import IO

from dateline.errors import InputError
from dateline.read.entry import Entry, Unread
from dateline.read.gunzip import MAGIC, gunzipped
from dateline.read.kinds import READERS, Kind, peek
from dateline.read.limits import Unpacking
from dateline.read.warc_file import read_warc
from dateline.read.zip_file import read_zip
from dateline.records import Origin
from dateline.settings import Settings


def read_opened(
    stream: IO[bytes],
    kind: Kind,
    origin: Origin,
    settings: Settings,
    *,
    whole: Unpacking | None = None,
) -> Iterator[Entry]:
    """What a stream holds; what is wrong with it as a whole is one failure, after what came before.

    Args:
        stream: One that can be looked at ahead; packed with gzip or not, its first bytes say.
        kind: What it holds when unpacked.
        origin: Of the file; a member of an archive is called by both names.
        settings: For the longest text and page.
        whole: The count of the archive that the stream comes from.
    """
    try:
        # A web archive is packed record by record, and its reader finds the next one after damage.
        if kind != "warc" and (_is_gzip(stream) or _is_called_gzip(origin)):
            stream = gunzipped(stream, whole)
            if _is_gzip(stream):
                yield Unread(origin=origin, reason="gzip within gzip; unpack it once and name what comes out")
                return
        if kind == "zip":
            yield from read_zip(stream, origin, partial(_read_member, settings=settings), whole)
        elif kind == "warc":
            yield from read_warc(stream, origin, settings, whole)
        else:
            yield from READERS[kind](stream, origin, settings)
    except InputError as error:
        yield Unread(origin=origin, reason=str(error))


def _read_member(
    stream: IO[bytes], kind: Kind, origin: Origin, whole: Unpacking, *, settings: Settings
) -> Iterator[Entry]:
    return read_opened(stream, kind, origin, settings, whole=whole)


def _is_gzip(stream: IO[bytes]) -> bool:
    return peek(stream)[:2] == MAGIC


def _is_called_gzip(origin: Origin) -> bool:
    return (origin.file or "").lower().endswith(".gz")

"""Documents and exports as files: their bytes, handed on to a worker."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO

from dateline.read.entry import Entry, Export, ExportKind, Unread
from dateline.read.exports.sniff import MAX_EXPORT_BYTES
from dateline.records import Origin
from dateline.settings import Settings


@dataclass(frozen=True, slots=True)
class ExportReader:
    """Reads a file as a document, or as an export of the ``kind`` that the user named."""

    kind: ExportKind | None = None

    def __call__(self, stream: IO[bytes], origin: Origin, settings: Settings) -> Iterator[Entry]:
        """The one entry of the file."""
        yield export_of(b"", stream, origin, self.kind)


def export_of(
    start: bytes, stream: IO[bytes], origin: Origin, kind: ExportKind | None = None
) -> Export | Unread:
    """The export of which ``start`` was read already, or that it is too large."""
    raw = start + stream.read(max(0, MAX_EXPORT_BYTES + 1 - len(start)))
    if len(raw) > MAX_EXPORT_BYTES:
        reason = f"the file has more than {MAX_EXPORT_BYTES:,} bytes; export it in smaller parts"
        return Unread(origin=origin, reason=reason)
    if not raw.strip():
        return Unread(origin=origin, reason="the file is empty")
    return Export(origin=origin, raw=raw, kind=kind)

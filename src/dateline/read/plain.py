"""A text file: one article, all of it; only the byte-order mark is taken off."""

from __future__ import annotations

from collections.abc import Iterator
from typing import IO

from dateline.errors import InputError, UnreadableInput
from dateline.read.decoding import decode
from dateline.read.entry import Entry, Found, Unread
from dateline.read.exports.files import export_of
from dateline.read.exports.sniff import LOOKED_AT, begins_like_export
from dateline.read.fields import check_text, suggest_id, text_sha256
from dateline.read.limits import max_file_bytes, too_long
from dateline.records import Article, Origin
from dateline.settings import Settings


def read_plain(stream: IO[bytes], origin: Origin, settings: Settings) -> Iterator[Entry]:
    """The one article of a text file, or the export of a database that the file is."""
    start = stream.read(LOOKED_AT)
    if begins_like_export(start):
        yield export_of(start, stream, origin)
        return
    try:
        yield _article(start, stream, origin, settings)
    except InputError as error:
        yield Unread(origin=origin, reason=str(error))


def _article(start: bytes, stream: IO[bytes], origin: Origin, settings: Settings) -> Found:
    limit = max_file_bytes(settings)
    raw = start + stream.read(max(0, limit + 1 - len(start)))
    if len(raw) > limit:
        raise too_long(f"the file has more than {limit:,} bytes", settings)
    if not raw:
        raise UnreadableInput("the file is empty")
    text, note = decode(raw)
    check_text(text, settings)
    digest = text_sha256(text)
    article_id, basis = suggest_id(None, None, origin.file, digest)
    article = Article(id=article_id, text=text, text_from="given", text_sha256=digest)
    return Found(origin=origin, article=article, id_from=basis, notes=(note,) if note else ())

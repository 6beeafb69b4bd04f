"""A web archive: each answer that is an HTML page, with its address, in the order of the file.

What is no page is passed over with a note of one of a few kinds, so that the notes on a hundred thousand
records stay readable. The day of a record (``WARC-Date``) is the day of the crawl, not of publication.
"""

from __future__ import annotations

import io
import re
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from email.message import Message
from typing import IO

from dateline.errors import InputError, UnreadableInput
from dateline.read.entry import Entry, Page, Skipped, Unread
from dateline.read.gunzip import gunzipped
from dateline.read.kinds import guess_kind
from dateline.read.limits import Unpacking
from dateline.read.warc_record import Damage, WarcRecord, read_records
from dateline.records import Article, ArticleId, Origin
from dateline.settings import Settings

# Beside the page, its answer has fields.
_ROOM_FOR_FIELDS = 1 << 16
_STATUS = re.compile(rb"\AHTTP/\d(?:\.\d)? {1,9}(\d{3})\b")
_END_OF_FIELDS = re.compile(rb"\r?\n\r?\n")
_CHUNK_SIZE = re.compile(rb"\A[ \t]{0,9}([0-9A-Fa-f]{1,8})[ \t]{0,9}(?:;[^\n]{0,999})?\r?\n")
_PAGES = ("text/html", "application/xhtml+xml")
_LOOKED_AT = 4096

_NO_PAGE = "web-archive records that hold no page (requests, metadata and the like)"
_NOT_HTML = "answers in a web archive that are no HTML (images, scripts and the like)"
_MOVED = "redirects in a web archive"
_REFUSED = "refusals and errors in a web archive (404 and the like)"
_REVISIT = "revisits in a web archive: the page stands where it was first seen, which may be another file"
_CUT_BY_CRAWLER = "cut short by the crawler that saved it"


@dataclass(frozen=True, slots=True)
class _Answer:
    status: int
    fields: Message
    body: bytes


def read_warc(
    stream: IO[bytes], origin: Origin, settings: Settings, whole: Unpacking | None = None
) -> Iterator[Entry]:
    """The pages of a web archive; each has its number among the articles of the file.

    Args:
        stream: One that can be looked at ahead; packed with gzip or not.
        origin: Of the file.
        settings: For the longest page.
        whole: The count of the archive that the file is in.
    """
    number, empty = 1, True
    for record in read_records(stream, settings.max_page_bytes + _ROOM_FOR_FIELDS, whole):
        empty = False
        here = replace(origin, number=number)
        if isinstance(record, Damage):
            entry: Entry = Unread(origin=here, reason=record.reason, url=record.url)
        else:
            entry = _entry(record, here, settings)
        number += not isinstance(entry, Skipped)
        yield entry
    if empty:
        yield Unread(origin=origin, reason="the file is empty")


def _entry(record: WarcRecord, here: Origin, settings: Settings) -> Entry:
    try:
        found = _page_or_note(record, settings)
    except InputError as error:
        return Unread(origin=here, reason=str(error), url=record.url)
    if isinstance(found, str):
        return Skipped(origin=replace(here, number=None), reason=found)
    return replace(found, origin=here)


def _page_or_note(record: WarcRecord, settings: Settings) -> Page | str:
    kind = record.fields.get("warc-type", "").lower()
    if kind == "revisit":
        return _REVISIT
    if kind not in ("response", "resource"):
        return _NO_PAGE
    answer = _answer(record)
    if answer is None:
        return _NO_PAGE
    if not 200 <= answer.status < 300:
        return _MOVED if 300 <= answer.status < 400 else _REFUSED
    if answer.status == 204 or not answer.body:
        return _NO_PAGE
    return _page(record, answer, settings)


def _answer(record: WarcRecord) -> _Answer | None:
    """The answer of a server; a resource is taken for one. None for what is neither."""
    content_type = record.fields.get("content-type", "")
    if record.fields.get("warc-type", "").lower() == "resource":
        return _Answer(200, _fields(f"Content-Type: {content_type}".encode()), record.block)
    if not (status := _STATUS.match(record.block)):
        return None
    end = _END_OF_FIELDS.search(record.block, 0, _ROOM_FOR_FIELDS)
    if end is None:
        return None
    head = record.block[: end.start()].partition(b"\n")[2]
    return _Answer(int(status[1]), _fields(head), record.block[end.end() :])


def _fields(head: bytes) -> Message:
    fields = Message()
    for line in head.decode("latin-1").split("\n"):
        name, colon, value = line.partition(":")
        if colon and name.strip() and name.strip() not in fields:
            fields[name.strip()] = value.strip()
    return fields


def _page(record: WarcRecord, answer: _Answer, settings: Settings) -> Page | str:
    stated = "Content-Type" in answer.fields
    if stated and answer.fields.get_content_type() not in _PAGES:
        return _NOT_HTML
    most = settings.max_page_bytes
    too_long = f"the page has more than {most:,} bytes"
    if len(record.block) < record.size:
        raise UnreadableInput(too_long)
    raw = _decoded(answer, most)
    if len(raw) > most:
        raise UnreadableInput(too_long)
    if not stated and guess_kind(raw[:_LOOKED_AT]) != "html":
        return _NOT_HTML
    return Page(
        origin=Origin(),
        raw=raw,
        given=Article(id=ArticleId(""), url=record.url),
        charset=answer.fields.get_content_charset(),
        notes=(_CUT_BY_CRAWLER,) if "warc-truncated" in record.fields else (),
    )


def _decoded(answer: _Answer, most: int) -> bytes:
    """The body without its transfer and content codings, or the first ``most + 1`` bytes of it.

    Some archives keep a page decoded under the fields of its coded form: what does not begin as the
    coding does is taken as it is.
    """
    raw = answer.body
    if "chunked" in answer.fields.get("Transfer-Encoding", "").lower():
        raw = _unchunked(raw)
    codings = [c.strip().lower() for c in answer.fields.get("Content-Encoding", "").split(",") if c.strip()]
    if len(codings) > 2:
        raise UnreadableInput("the page is packed more than twice")
    for coding in reversed(codings):
        raw = _unpacked(raw, coding, most)
    return raw


def _unchunked(raw: bytes) -> bytes:
    chunks: list[bytes] = []
    at = 0
    while size := _CHUNK_SIZE.match(raw[at : at + 1100]):
        begin, length = at + size.end(), int(size[1], 16)
        if length == 0:
            return b"".join(chunks)
        chunks.append(raw[begin : begin + length])
        at = begin + length
        at += 2 if raw.startswith(b"\r\n", at) else 1
    if not chunks:
        return raw
    raise UnreadableInput("the page is cut off or damaged (its chunks do not follow on each other)")


def _unpacked(raw: bytes, coding: str, most: int) -> bytes:
    decoder = _DECODERS.get(coding)
    unpacked = decoder(raw, most) if decoder else None
    if unpacked is not None:
        return unpacked
    if guess_kind(raw[:_LOOKED_AT]) == "html":
        return raw
    if decoder is None:
        raise UnreadableInput(f"the page is packed as {coding[:20]!r}, which Dateline does not read")
    raise UnreadableInput(f"the page is cut off or damaged (it is packed as {coding})")


def _from_gzip(raw: bytes, most: int) -> bytes | None:
    try:
        return gunzipped(io.BytesIO(raw)).read(most + 1)
    except UnreadableInput:
        return None


def _from_deflate(raw: bytes, most: int) -> bytes | None:
    # RFC 9110 means zlib by "deflate"; some servers send it without its header and checksum.
    for bits in (zlib.MAX_WBITS, -zlib.MAX_WBITS):
        decoder = zlib.decompressobj(bits)
        try:
            unpacked = decoder.decompress(raw, most + 1)
        except zlib.error:
            continue
        if decoder.eof or len(unpacked) > most:
            return unpacked
    return None


def _from_brotli(raw: bytes, most: int) -> bytes | None:
    if guess_kind(raw[:_LOOKED_AT]) == "html":
        return None
    try:
        import brotli  # type: ignore[import-untyped]
    except ModuleNotFoundError:
        raise UnreadableInput(
            "the page is packed with brotli; pip install 'dateline[warc]' to read it"
        ) from None
    decoder = brotli.Decompressor()
    try:
        unpacked: bytes = decoder.process(raw, output_buffer_limit=most + 1)
    except brotli.error:
        return None
    return unpacked if decoder.is_finished() or len(unpacked) > most else None


_DECODERS: dict[str, Callable[[bytes, int], bytes | None]] = {
    "gzip": _from_gzip,
    "x-gzip": _from_gzip,
    "deflate": _from_deflate,
    "br": _from_brotli,
    "identity": lambda raw, _: raw,
}

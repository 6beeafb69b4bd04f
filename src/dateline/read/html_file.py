"""An HTML file: one page, handed on as bytes; its text is taken out in a worker (``page``)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import IO

from dateline.read.entry import Entry, Page, Unread
from dateline.read.exports.files import export_of
from dateline.read.exports.sniff import begins_like_factiva_page
from dateline.records import Origin
from dateline.settings import Settings


def read_html(stream: IO[bytes], origin: Origin, settings: Settings) -> Iterator[Entry]:
    """The one page of an HTML file, or the export of a database that the file is."""
    raw = stream.read(settings.max_page_bytes + 1)
    if begins_like_factiva_page(raw):
        yield export_of(raw, stream, origin)
    elif len(raw) > settings.max_page_bytes:
        reason = f"the page has more than {settings.max_page_bytes:,} bytes"
        yield Unread(origin=origin, reason=reason)
    elif not raw.strip():
        yield Unread(origin=origin, reason="the file is empty")
    else:
        yield Page(origin=origin, raw=raw)

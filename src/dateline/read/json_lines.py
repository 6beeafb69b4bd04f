"""JSON lines: one object a line, each an article."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from typing import IO, Any

from dateline.read.decoding import Line, lines
from dateline.read.entry import Entry, Found, Unread
from dateline.read.fields import article_from_fields
from dateline.read.limits import max_row_bytes, too_long
from dateline.records import Origin
from dateline.settings import Settings


def read_json_lines(stream: IO[bytes], origin: Origin, settings: Settings) -> Iterator[Entry]:
    """The articles of a file in order, one failure for each line that gives none."""
    empty = True
    for line in lines(stream, max_row_bytes(settings), empty=False):
        if line.text is not None and not line.text.strip():
            continue
        empty = False
        yield _entry(line, replace(origin, line=line.number), settings)
    if empty:
        yield Unread(origin=origin, reason="the file is empty")


def _entry(line: Line, origin: Origin, settings: Settings) -> Entry:
    if line.reason:
        return Unread(origin=origin, reason=line.reason)
    if line.text is None:
        return Unread(origin=origin, reason=str(too_long(f"the line has {line.size:,} bytes", settings)))
    try:
        row = json.loads(line.text)
    except (ValueError, RecursionError) as error:
        return Unread(origin=origin, reason=not_json("the line", error))
    entry = entry_from_value(row, origin, settings)
    return with_note(entry, line.note)


def entry_from_value(
    value: Any, origin: Origin, settings: Settings, path: str | None = None
) -> Found | Unread:
    """The article of one JSON value, which must be an object."""
    if not isinstance(value, dict):
        return Unread(origin=origin, reason=f"a JSON {_json_type(value)} found, an object expected")
    return article_from_fields(value, origin, settings, path=path)


def with_note(entry: Found | Unread, note: str | None) -> Found | Unread:
    """The entry with one more note, where there is one to add."""
    if isinstance(entry, Found) and note:
        return replace(entry, notes=(*entry.notes, note))
    return entry


def not_json(what: str, error: ValueError | RecursionError) -> str:
    """Why something is not JSON, in words."""
    if isinstance(error, json.JSONDecodeError):
        at_end = error.pos >= len(error.doc.rstrip()) or "Unterminated" in error.msg
        cut = " (is it cut off?)" if at_end else ""
        return f"{what} is not JSON: {error.msg.removesuffix(' at')} at character {error.pos + 1}{cut}"
    fault = "nested too deeply" if isinstance(error, RecursionError) else error
    return f"{what} cannot be read as JSON: {fault}"


def _json_type(value: Any) -> str:
    return {list: "list", str: "string", bool: "true or false", type(None): "null"}.get(type(value), "number")

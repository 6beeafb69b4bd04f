"""Exports that hold addresses and no texts: Media Cloud, GDELT, the index of Common Crawl."""

from __future__ import annotations

import re
from collections.abc import Collection

_WHAT_WOULD_DO = "fetch the pages and give Dateline their .html files, or a file with a field for the text"
_MEDIA_CLOUD = (
    frozenset({"storiesid", "title", "url"}),
    frozenset({"medianame", "title", "url", "publishdate"}),
    frozenset({"medianame", "title", "url", "indexeddate"}),
)
_GDELT = frozenset({"url", "title", "seendate"})
_COMMON_CRAWL = (
    frozenset({"url", "timestamp", "filename", "offset"}),
    frozenset({"url", "timestamp", "digest", "mime"}),
)
# Columns of the tables that GDELT publishes: events 2.0, events 1.0, mentions, GKG 2.1.
_GDELT_COLUMNS = {61: "events", 58: "events", 57: "events", 16: "mentions", 27: "knowledge graph"}
_NUMBERED = re.compile(r"\d{6,20}(-\d{1,9})?")


def without_texts(names: Collection[str]) -> str | None:
    """Why a row or object with these plain field names cannot have a text, None where it could."""
    found = frozenset(names)
    if any(found >= known for known in _MEDIA_CLOUD):
        return f"Media Cloud exports addresses and no texts; {_WHAT_WOULD_DO}"
    if found >= _GDELT:
        return f"GDELT lists addresses and no texts; {_WHAT_WOULD_DO}"
    if any(found >= known for known in _COMMON_CRAWL):
        return "a line of Common Crawl's index, which holds no text; fetch the records that it names"
    return None


def gdelt_table(first_line: str) -> str | None:
    """Why a file whose first line is this is one of GDELT's tables, None where it is not."""
    cells = first_line.rstrip("\r\n").split("\t")
    table = _GDELT_COLUMNS.get(len(cells))
    if table is None or not _NUMBERED.fullmatch(cells[0]):
        return None
    return f"GDELT's {table} table, which holds addresses and no texts; {_WHAT_WOULD_DO}"

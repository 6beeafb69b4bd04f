"""Zotero's CSV: one item a row, its text in the files that are attached to it."""

from __future__ import annotations

from collections.abc import Mapping

from dateline.read.entry import Entry
from dateline.read.exports.attached import entry_with_attachment
from dateline.read.exports.cut import Cut, tidy
from dateline.read.fields import plain_name
from dateline.records import Origin
from dateline.settings import Settings

_NAMES = frozenset({"key", "itemtype", "publicationyear", "fileattachments"})


def is_zotero(names: list[str]) -> bool:
    """Whether the first line of a CSV file is that of Zotero's export."""
    return {plain_name(name) for name in names} >= _NAMES


def zotero_entry(row: Mapping[str, str], origin: Origin, settings: Settings) -> Entry:
    """The article of a row, or why it gives none."""
    values = {plain_name(name): value for name, value in row.items()}

    def words(*names: str) -> str | None:
        return next((found for name in names if (found := tidy(values.get(name) or ""))), None)

    day = words("date")
    cut = Cut(
        title=words("title", "shorttitle"),
        source=words("publicationtitle", "publisher"),
        published=None if day is None or day.isdecimal() else day,  # a year alone is no day
        byline=words("author"),
        section=words("section"),
        id=words("key"),
        url=words("url"),
        language=words("language"),
    )
    paths = (values.get("fileattachments") or "").split(";")
    return entry_with_attachment(cut, paths, origin, settings, text_from="zotero attachment/1")

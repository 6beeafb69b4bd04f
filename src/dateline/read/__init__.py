"""Turns files, pages and standard input into articles, one module per kind of source."""

from dateline.read.entry import Entry, Export, Found, Page, Skipped, Unread
from dateline.read.identity import Identity, Repeated
from dateline.read.kinds import KINDS, Kind
from dateline.read.language import detect_language
from dateline.read.sources import read_inputs

__all__ = [
    "KINDS", "Entry", "Export", "Found", "Identity", "Kind", "Page", "Repeated", "Skipped", "Unread",
    "detect_language", "read_inputs",
]  # fmt: skip

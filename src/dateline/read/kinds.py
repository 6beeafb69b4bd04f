"""The kinds of files Dateline reads: their endings, their readers, and how one is told from its start.

A reader gets a stream that can be looked at ahead (``peek``), so it may decide by what a file holds what
its name does not say: a ``.txt`` may be one article or the export of a news database.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import PurePath
from typing import IO, Literal, get_args

from dateline.read.csv_file import read_csv
from dateline.read.entry import Entry
from dateline.read.exports.files import ExportReader
from dateline.read.exports.ris import read_ris
from dateline.read.html_file import read_html
from dateline.read.json_file import read_json
from dateline.read.json_lines import read_json_lines
from dateline.read.plain import read_plain
from dateline.records import Origin
from dateline.settings import Settings

Kind = Literal[
    "text", "html", "json", "jsonl", "csv", "docx", "rtf", "ris", "nexis", "factiva", "proquest", "zip",
    "warc",
]  # fmt: skip
KINDS: tuple[Kind, ...] = get_args(Kind)

Reader = Callable[[IO[bytes], Origin, Settings], Iterator[Entry]]
# All but zip, whose members are read by these, and warc, which is packed record by record (``opened``).
READERS: dict[Kind, Reader] = {
    "text": read_plain,
    "html": read_html,
    "json": read_json,
    "jsonl": read_json_lines,
    "csv": read_csv,
    "docx": ExportReader(),
    "rtf": ExportReader(),
    "ris": read_ris,
    "nexis": ExportReader("nexis"),
    "factiva": ExportReader("factiva"),
    "proquest": ExportReader("proquest"),
}
_ENDINGS: dict[str, Kind] = {
    ".txt": "text",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".json": "json",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".csv": "csv",
    ".docx": "docx",
    ".rtf": "rtf",
    ".ris": "ris",
    ".zip": "zip",
    ".warc": "warc",
}
# For messages; every ending but the rarer twins.
KNOWN_ENDINGS = ".txt .html .htm .json .jsonl .csv .docx .rtf .ris .zip .warc, each also with .gz"
# Of the first member, or of the end of an archive without any.
ZIP_MAGIC = (b"PK\x03\x04", b"PK\x05\x06")
_LOOKED_AT = 4096


def kind_of(path: PurePath) -> Kind | None:
    """The kind that a file's ending says, None for one that is not known.

    >>> kind_of(PurePath("news.JSONL.gz")), kind_of(PurePath("photo.jpg"))
    ('jsonl', None)
    """
    endings = [ending.lower() for ending in path.suffixes]
    if endings and endings[-1] == ".gz":
        endings.pop()
    return _ENDINGS.get(endings[-1]) if endings else None


def peek(stream: IO[bytes]) -> bytes:
    """The first bytes of a stream that can be looked at ahead; they stay in it. None only if it is empty."""
    start: bytes = stream.peek(_LOOKED_AT)  # type: ignore[attr-defined]
    return start


def guess_kind(start: bytes) -> Kind:
    """What standard input is, unpacked, from how it starts.

    >>> guess_kind(b'{"text": "Thousands marched."}'), guess_kind(b"<!doctype html>"), guess_kind(b"KARACHI")
    ('jsonl', 'html', 'text')
    """
    if start.startswith(ZIP_MAGIC):
        return "zip"
    if start.startswith(b"WARC/"):
        return "warc"
    wide = start[:2] in (b"\xff\xfe", b"\xfe\xff")
    text = start.decode("utf-16" if wide else "utf-8-sig", errors="ignore").lstrip()
    if text.startswith("["):
        return "json"
    if text.startswith("{"):
        # An object spread over lines has a brace alone, or a first line that ends on a comma.
        first, more, _ = text.partition("\n")
        return "json" if more and first.rstrip().endswith(("{", ",")) else "jsonl"
    return "html" if text[:1] == "<" and (text[1:2].isalpha() or text[1:2] in ("!", "?")) else "text"

"""Files that a library of references names as attached: looked for beside the export and nowhere else."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.parse import unquote, urlsplit

from dateline.errors import InputError, UnreadableInput
from dateline.read.decoding import decode
from dateline.read.entry import Found, Page, Unread
from dateline.read.exports.cut import Cut
from dateline.read.exports.entries import entry_of_cut, header_of, unread_cut
from dateline.read.limits import max_file_bytes, too_long
from dateline.records import Origin
from dateline.settings import Settings

_MOST = 50  # attachments of one item that are looked at
_TEXT = (".txt",)
_PAGES = (".html", ".htm", ".xhtml")


@dataclass(frozen=True, slots=True)
class _Attached:
    """A file that may be read: it lies in the folder of the export."""

    path: Path
    is_page: bool


def entry_with_attachment(
    cut: Cut, paths: Sequence[str], origin: Origin, settings: Settings, *, text_from: str
) -> Found | Page | Unread:
    """The article whose text is in one of the attached files, or why there is none.

    A text file is taken before a page. Paths are read relative to the folder of the export, and a file
    outside that folder is refused: an export may come from anybody, and could name any file.
    """
    try:
        attached = _choose(paths, origin)
        return _read(cut, attached, origin, settings, text_from)
    except InputError as error:
        return unread_cut(cut, origin, str(error))
    except OSError as error:
        return unread_cut(cut, origin, f"its attachment cannot be read: {error.strerror or error}")


def _choose(paths: Sequence[str], origin: Origin) -> _Attached:
    named = [
        words
        for path in paths[:_MOST]
        if (words := path.strip()) and "://" not in words.replace("file://", "")
    ]
    readable = [path for path in named if path.lower().endswith((*_TEXT, *_PAGES))]
    if not readable:
        what = ", ".join(sorted({_ending(path) for path in named})) if named else "none"
        raise UnreadableInput(
            f"no text: attachments of .txt or .html are read, and it has {what}; "
            "an abstract is not taken for the article"
        )
    if origin.file is None:
        raise UnreadableInput("its attachment cannot be found: the export has no folder on standard input")
    readable.sort(key=lambda path: not path.lower().endswith(_TEXT))
    faults: list[str] = []
    for path in readable:
        found = _within(path, Path(origin.file).parent, faults)
        if found is not None:
            return _Attached(found, found.suffix.lower() in _PAGES)
    raise UnreadableInput("; ".join(faults))


def _ending(path: str) -> str:
    return os.path.splitext(path)[1].lower()[:12] or "one without an ending"


def _within(words: str, folder: Path, faults: list[str]) -> Path | None:
    """The file inside the folder, with links followed; else None and a fault."""
    path = unquote(urlsplit(words).path) if words.startswith("file://") else words
    if os.sep == "/":
        path = path.replace("\\", "/")  # written on Windows
    try:
        root = folder.resolve()
        found = (root / path).resolve()
        inside = found.is_relative_to(root)
        is_file = inside and os.path.isfile(found)
    except (OSError, ValueError, RuntimeError):
        faults.append(f"its attachment {words!r:.120} is no path")
        return None
    if not inside:
        faults.append(
            f"its attachment {words!r:.120} lies outside the folder of the export and is not read; "
            "copy it there"
        )
    elif not is_file:
        faults.append(f"its attachment {words!r:.120} is not in the folder of the export")
    return found if is_file else None


def _read(
    cut: Cut, attached: _Attached, origin: Origin, settings: Settings, text_from: str
) -> Found | Page | Unread:
    limit = settings.max_page_bytes if attached.is_page else max_file_bytes(settings)
    with attached.path.open("rb") as file:
        raw = file.read(limit + 1)
    if len(raw) > limit:
        raise too_long(f"its attachment has more than {limit:,} bytes", settings)
    if attached.is_page:
        return Page(origin=origin, raw=raw, given=header_of(cut))
    text, _ = decode(raw)
    return entry_of_cut(replace(cut, paragraphs=(text,)), origin, settings, text_from=text_from)

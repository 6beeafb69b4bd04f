"""Opens an export: the container, then the layout of its database, then an article for each cut.

Runs in a worker with a time limit: a document can be made so that its reading never ends.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from dateline.errors import UnreadableInput
from dateline.read.decoding import decode
from dateline.read.entry import Export, Found, Unread
from dateline.read.exports.cut import Cut, lines_of
from dateline.read.exports.entries import entry_of_cut
from dateline.read.exports.factiva import cut_factiva
from dateline.read.exports.factiva_page import cut_factiva_page
from dateline.read.exports.lexisnexis import cut_lexisnexis
from dateline.read.exports.nexis import cut_nexis
from dateline.read.exports.proquest import cut_proquest
from dateline.read.exports.rich_text import rich_lines
from dateline.read.exports.sniff import Layout, layout_of
from dateline.read.exports.word import word_lines
from dateline.read.page import decode_page
from dateline.records import Origin
from dateline.settings import Settings

_Cutter = Callable[..., Iterator[Cut]]
_CUTTERS: dict[Layout, _Cutter] = {
    "nexis": cut_nexis,
    "lexisnexis": cut_lexisnexis,
    "factiva": cut_factiva,
    "proquest": cut_proquest,
}
_NAMES: dict[Layout, str] = {
    "nexis": "Nexis", "lexisnexis": "LexisNexis", "factiva": "Factiva", "proquest": "ProQuest"
}  # fmt: skip
_VERSION = 1


def read_export(export: Export, settings: Settings) -> tuple[Found | Unread, ...]:
    """The articles of an export in order, one failure for each that could not be cut out.

    Raises:
        UnreadableInput: The file is damaged, or is not the export it was said to be.
    """
    container = _container(export.raw)
    if container == "html":
        return _of_page(export, settings)
    lines, notes = _lines(export.raw, container)
    layout = layout_of(lines)
    if export.kind is not None and (layout or "").removeprefix("lexis") != export.kind:
        raise UnreadableInput(f"not laid out like an export of {export.kind.capitalize()}; {_WHAT_WOULD_DO}")
    if layout is None:
        return (_whole(export, lines, container, settings),)
    cuts = list(_CUTTERS[layout](lines, wrapped=container == "txt"))
    if not cuts:
        raise UnreadableInput(
            f"an export of {_NAMES[layout]} in which no article was found; {_WHAT_WOULD_DO}"
        )
    numbered = [(_at(export.origin, cut, number, container), cut) for number, cut in enumerate(cuts, 1)]
    text_from = f"{layout} {container}/{_VERSION}"
    found = [entry_of_cut(cut, origin, settings, text_from=text_from) for origin, cut in numbered]
    return (_noted(found[0], notes), *found[1:])


_WHAT_WOULD_DO = "docs/how-to/database-exports.md says how to export"


def _container(raw: bytes) -> str:
    start = raw[:1024].lstrip(b"\xef\xbb\xbf \r\n\t")
    if start.startswith(b"PK"):
        return "docx"
    if start.startswith(b"{\\rtf"):
        return "rtf"
    if start.startswith(b"\xd0\xcf\x11\xe0"):
        return "doc"
    return "html" if start.startswith(b"<") else "txt"


def _lines(raw: bytes, container: str) -> tuple[list[str], tuple[str, ...]]:
    if container == "docx":
        return word_lines(raw), ()
    if container == "rtf":
        return rich_lines(raw), ()
    if container == "doc":
        raise UnreadableInput("an old Word document (.doc), or one with a password; save it as .docx")
    text, note = decode(raw)
    return lines_of(text), (note,) if note else ()


def _at(origin: Origin, cut: Cut, number: int, container: str) -> Origin:
    return replace(origin, line=cut.at + 1) if container == "txt" else replace(origin, number=number)


def _of_page(export: Export, settings: Settings) -> tuple[Found | Unread, ...]:
    markup, note = decode_page(export.raw)
    cuts = list(cut_factiva_page(markup))
    if not cuts:
        raise UnreadableInput(f"a page without an article of Factiva; {_WHAT_WOULD_DO}")
    found = [
        entry_of_cut(
            cut, replace(export.origin, number=cut.at + 1), settings, text_from=f"factiva html/{_VERSION}"
        )
        for cut in cuts
    ]
    return (_noted(found[0], (note,) if note else ()), *found[1:])


def _noted(entry: Found | Unread, notes: tuple[str, ...]) -> Found | Unread:
    return replace(entry, notes=(*entry.notes, *notes)) if isinstance(entry, Found) else entry


def _whole(export: Export, lines: Sequence[str], container: str, settings: Settings) -> Found | Unread:
    """A document that is no export is one article, all of it."""
    text = "\n\n".join(line.strip() for line in lines if line.strip())
    article_file = export.origin.file
    cut = Cut(paragraphs=(text,))
    return entry_of_cut(cut, export.origin, settings, text_from=f"{container}/{_VERSION}", path=article_file)

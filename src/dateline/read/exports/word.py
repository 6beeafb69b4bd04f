"""The paragraphs of a Word document (.docx), without what is deleted, drawn or only a field's code."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator
from typing import Any

from dateline.errors import UnreadableInput

MAX_MEMBERS = 5_000
# What the members may unpack to, by what the archive says of them; zipfile reads no byte beyond it.
MAX_UNPACKED = 150_000_000
# A tree of XML takes some ten times the room of its markup.
MAX_MARKUP = 80_000_000
_DAMAGED = (zipfile.BadZipFile, zlib.error, EOFError, LookupError, ValueError, OSError, RuntimeError)
_IMAGES = (".png", ".jpg", ".jpeg", ".gif", ".bmp", ".tif", ".tiff", ".emf", ".wmf")
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_SPACE = {f"{_W}tab": "\t", f"{_W}br": "\n", f"{_W}cr": "\n", f"{_W}noBreakHyphen": "-"}
# Properties hold tab stops that are no tabs; a drawing may hold its text twice over.
_PASSED_OVER = frozenset(
    {f"{_W}pPr", f"{_W}rPr", f"{_W}drawing", f"{_W}pict", f"{_W}object"}
    | {"{http://schemas.openxmlformats.org/markup-compatibility/2006}AlternateContent"}
)


def word_lines(raw: bytes) -> list[str]:
    """The paragraphs in order, those of tables among them; an empty paragraph is an empty line.

    Raises:
        UnreadableInput: The bytes are no such document, or too much is packed into them.
    """
    _check(raw)
    from docx import Document
    from docx.opc.exceptions import OpcError
    from lxml.etree import LxmlError  # type: ignore[import-untyped]

    try:
        document = Document(io.BytesIO(raw))
    except (*_DAMAGED, OpcError, LxmlError) as error:
        raise UnreadableInput(f"no Word document, or a damaged one: {error!s:.200}") from None
    except (AttributeError, TypeError) as error:  # python-docx meets parts of another kind with these
        raise UnreadableInput(f"a Word document with a part of another kind: {error!s:.200}") from None
    body = getattr(document.element, "body", None)
    if body is None:
        raise UnreadableInput("a Word document without a body")
    lines: list[str] = []
    for paragraph in body.iter(f"{_W}p"):
        if not any(above.tag == f"{_W}txbxContent" for above in paragraph.iterancestors()):
            lines += "".join(_pieces(paragraph)).split("\n")
    return lines


def _check(raw: bytes) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            members = archive.infolist()
    except _DAMAGED as error:
        raise UnreadableInput(f"no Word document, or a damaged one: {error!s:.200}") from None
    unpacked = sum(member.file_size for member in members)
    markup = sum(member.file_size for member in members if not member.filename.lower().endswith(_IMAGES))
    if len(members) > MAX_MEMBERS or unpacked > MAX_UNPACKED or markup > MAX_MARKUP:
        raise UnreadableInput(
            f"the document unpacks to {len(members):,} members, {unpacked:,} bytes, {markup:,} of markup; "
            f"at most {MAX_MEMBERS:,}, {MAX_UNPACKED:,} and {MAX_MARKUP:,} are read"
        )
    if any(member.flag_bits & 1 for member in members):
        raise UnreadableInput("the document is encrypted; save it without a password")


def _pieces(element: Any) -> Iterator[str]:
    for part in element:
        if part.tag == f"{_W}t":
            yield part.text or ""
        elif part.tag in _SPACE:
            yield _SPACE[part.tag]
        elif part.tag not in _PASSED_OVER:
            yield from _pieces(part)

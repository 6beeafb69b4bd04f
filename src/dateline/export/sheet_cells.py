"""Cells of a workbook within Excel's limits: what does not fit is cut where everybody can see it.

The limits are those of Microsoft's page "Excel specifications and limits"; what becomes of what does
not fit is docs/decisions/0073-maps-and-workbooks.md.
"""

from __future__ import annotations

import json
import math
from datetime import date
from typing import TYPE_CHECKING, Final

from dateline.export.flat import Cell

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

MOST_UNITS: Final = 32_767
"""UTF-16 units that one cell can hold."""
_FIRST_YEAR: Final = 1900
_EXACT_BELOW: Final = 10**15
"""Whole numbers from here on lose digits: Excel keeps fifteen."""

_SHOWN = {code: 0x2400 + code for code in range(32) if chr(code) not in "\t\n"}
"""Control characters as their pictures: XML forbids most, and readers differ on how to escape them."""


def write_cell(sheet: Worksheet, row: int, column: int, cell: Cell, day: Format) -> None:
    """Write one cell as what it is; words are always words, never a formula, a link or a number."""
    if cell is None:
        return
    if isinstance(cell, bool):
        sheet.write_boolean(row, column, cell)
    elif isinstance(cell, date) and cell.year >= _FIRST_YEAR:
        sheet.write_datetime(row, column, cell, day)
    elif isinstance(cell, int | float) and math.isfinite(cell) and abs(cell) < _EXACT_BELOW:
        sheet.write_number(row, column, cell)
    else:
        _write_words(sheet, row, column, str(cell))


def _write_words(sheet: Worksheet, row: int, column: int, words: str) -> None:
    words = words.replace("\r\n", "\n").translate(_SHOWN)
    if words.startswith("<r>") and words.endswith("</r>"):
        # XlsxWriter takes a string of this form for markup of its own and would write it as it is; in
        # parts, it escapes them.
        sheet.write_rich_string(row, column, "<", words[1:-1], ">")
    else:
        sheet.write_string(row, column, words)


def fitted(cell: Cell, *, is_json: bool = False) -> Cell:
    """The cell as Excel can hold it: longer words end in a note of how long they were.

    A JSON list stays one: it ends in ``{"left_out": N}`` for its last N entries.
    """
    if not isinstance(cell, str) or utf16_units(cell) <= MOST_UNITS:
        return cell
    return _cut_list(cell) if is_json else _cut_words(cell)


def utf16_units(words: str) -> int:
    """Length as Excel counts it: a character beyond U+FFFF is two."""
    return len(words) + sum(character > "\uffff" for character in words)


def _cut_words(words: str) -> str:
    note = f" … [cut: {len(words):,} characters, more than a cell holds]"
    room = MOST_UNITS - utf16_units(note)
    kept = words.encode("utf-16-le")[: 2 * room].decode("utf-16-le", "ignore")
    return kept + note


def _cut_list(words: str) -> str:
    entries = json.loads(words)
    kept: list[str] = []
    room = MOST_UNITS - len('[,{"left_out":}]') - len(str(len(entries)))
    for entry in entries:
        written = json.dumps(entry, ensure_ascii=False, separators=(",", ":"))
        room -= utf16_units(written) + 1
        if room < 0:
            break
        kept.append(written)
    kept.append(f'{{"left_out":{len(entries) - len(kept)}}}')
    return f"[{','.join(kept)}]"

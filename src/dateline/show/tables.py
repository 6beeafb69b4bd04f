"""Tables of counts: as HTML with a bar beside each number, and as lines for a spreadsheet."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from dateline.show.page import text

COUNTS_HEADER = ("table", "row", "column", "count")
_OPEN_ROWS = 15  # the rest of a long table is folded
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of counts under names.

    Attributes:
        name: Short name of the table, for the lines of counts.
        caption: What it counts.
        head: Heads of the columns; the first column holds names, the others counts.
        rows: Name and counts.
        bars: Number of the column that is drawn as bars; 0 for none.
        shares_of: What a share is a share of; 0 for no shares.
    """

    name: str
    caption: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, tuple[int, ...]], ...]
    bars: int = 1
    shares_of: int = 0


def table_html(table: Table) -> str:
    """The table, with a bar and a share beside the column that it is drawn over."""
    if not table.rows:
        return f'<p class="none">{text(table.caption)}: none.</p>'
    most = max((counts[table.bars - 1] for _, counts in table.rows), default=0) if table.bars else 0
    heads = [
        f'<th scope="col"{" class=number" if i else ""}>{text(h)}</th>' for i, h in enumerate(table.head)
    ]
    if table.shares_of:
        heads.append('<th scope="col" class="number">share</th>')
    if most:
        heads.append('<td class="bar"></td>')
    rows = [_row(table, name, counts, most) for name, counts in table.rows]
    drawn = _drawn(f"<caption>{text(table.caption)}</caption>", heads, rows[:_OPEN_ROWS])
    if len(rows) <= _OPEN_ROWS:
        return drawn
    rest = len(rows) - _OPEN_ROWS
    caption = f'<caption class="hidden">{text(table.caption)}, continued</caption>'
    more = _drawn(caption, heads, rows[_OPEN_ROWS:])
    return f"{drawn}<details><summary>{rest:,} more rows</summary>{more}</details>"


def _drawn(caption: str, heads: list[str], rows: list[str]) -> str:
    return (
        f'<div class="scroll"><table class="tally">{caption}<thead><tr>{"".join(heads)}</tr></thead>'
        f"<tbody>{''.join(rows)}</tbody></table></div>"
    )


def _row(table: Table, name: str, counts: Sequence[int], most: int) -> str:
    cells = [f'<td class="number">{count:,}</td>' for count in counts]
    if table.shares_of:
        cells.append(f'<td class="number">{share(counts[max(0, table.bars - 1)], table.shares_of)}</td>')
    if most:
        length = round(100 * counts[table.bars - 1] / most, 1)
        cells.append(
            '<td class="bar"><svg aria-hidden="true" viewBox="0 0 100 10" preserveAspectRatio="none">'
            f'<rect width="{length}" height="10"/></svg></td>'
        )
    return f'<tr><th scope="row" dir="auto">{text(name)}</th>{"".join(cells)}</tr>'


def share(count: int, total: int) -> str:
    """A share in whole percent; a few of very many are not none of them.

    >>> share(1, 1000), share(0, 1000), share(999, 1000)
    ('<1%', '0%', '>99%')
    """
    if not total or not count:
        return "0%"
    part = round(100 * count / total)
    if part == 0:
        return "<1%"
    return ">99%" if part == 100 and count < total else f"{part}%"


def counts_csv(tables: Iterable[Table]) -> str:
    """Every count of the tables on a line of its own: table, row, column, count."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COUNTS_HEADER)
    for table in tables:
        for name, counts in table.rows:
            for column, count in zip(table.head[1:], counts, strict=True):
                writer.writerow([table.name, _safe(name), column, count])
    return out.getvalue()


def _safe(name: str) -> str:
    # A spreadsheet runs a cell that begins so as a formula.
    return f"'{name}" if name.startswith(_FORMULA_STARTS) else name

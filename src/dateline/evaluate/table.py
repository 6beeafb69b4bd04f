"""Plain tables for a terminal or a log: columns as wide as their widest cell."""

from __future__ import annotations

from collections.abc import Sequence


def plain_table(head: Sequence[str], rows: Sequence[Sequence[object]]) -> str:
    """Rows under a head; numbers stand to the right, everything else to the left.

    >>> print(plain_table(["set", "value"], [["records", 0.5], ["dates", None]]))
    set      value
    records  0.500
    dates        -
    """
    cells = [[_cell(value) for value in row] for row in rows]
    widths = [max(len(line[i]) for line in [list(head), *cells]) for i in range(len(head))]
    right = [any(isinstance(row[i], int | float) for row in rows) for i in range(len(head))]
    return "\n".join(_line(line, widths, right) for line in [list(head), *cells])


def _cell(value: object) -> str:
    if value is None:
        return "-"
    return f"{value:.3f}" if isinstance(value, float) else str(value)


def _line(cells: Sequence[str], widths: Sequence[int], right: Sequence[bool]) -> str:
    parts = [
        cell.rjust(width) if to_right else cell.ljust(width)
        for cell, width, to_right in zip(cells, widths, right, strict=True)
    ]
    return "  ".join(parts).rstrip()

"""Bars over time and a calendar of days, as plain SVG.

Labels of bars are HTML, which keeps its size on a phone.
"""

from __future__ import annotations

from calendar import monthrange
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final, Literal

from dateline.show.page import text

Bin = Literal["day", "week", "month", "year"]

MOST_BARS: Final = 130
MOST_MONTHS: Final = 36
MOST_YEARS: Final = 60
_SCALE: Final = 1.7  # of the calendar, where there is room
_FINER: Final[dict[Bin, frozenset[str]]] = {
    "day": frozenset({"day"}),
    "week": frozenset({"day", "week"}),
    "month": frozenset({"day", "week", "month"}),
    "year": frozenset({"day", "week", "month", "year"}),
}


@dataclass(frozen=True, slots=True)
class Bars:
    """Counts by stretch of time and kind.

    Attributes:
        size: How long a stretch is.
        bins: Each stretch by its label, in order, empty ones too, with its counts by kind.
        coarse: Counts of what is dated too coarsely for these stretches.
        early: Counts of what lies before the first stretch drawn.
    """

    size: Bin
    bins: tuple[tuple[str, Mapping[str, int]], ...]
    coarse: int
    early: int


def bars_over(days: Mapping[tuple[date, str, str], int]) -> Bars | None:
    """Counts of (first day, precision, kind) by stretches that suit their span; None where there are none."""
    if not days:
        return None
    first, last = min(day for day, _, _ in days), max(day for day, _, _ in days)
    span = (last - first).days + 1
    size: Bin = "day" if span <= 62 else "week" if span <= 420 else "month" if span <= 3_650 else "year"
    counts: dict[date, Counter[str]] = {}
    coarse = 0
    for (day, precision, kind), count in days.items():
        if precision in _FINER[size]:
            counts.setdefault(_start(day, size), Counter())[kind] += count
        else:
            coarse += count
    if not counts:
        return Bars(size, (), coarse, 0)
    starts = _starts(min(counts), max(counts), size)
    shown = starts[-MOST_BARS:]
    early = sum(counts[start].total() for start in counts if start < shown[0])
    bins = tuple((label(start, size), counts.get(start, Counter())) for start in shown)
    return Bars(size, bins, coarse, early)


def label(start: date, size: Bin) -> str:
    """How a stretch is called: its first day, its month or its year."""
    return start.isoformat()[: {"year": 4, "month": 7}.get(size, 10)]


def _start(day: date, size: Bin) -> date:
    if size == "year":
        return date(day.year, 1, 1)
    if size == "month":
        return day.replace(day=1)
    if size == "week" and day.toordinal() > 7:
        return day - timedelta(days=day.weekday())
    return day


def _starts(first: date, last: date, size: Bin) -> list[date]:
    if size == "year":
        return [date(year, 1, 1) for year in range(first.year, last.year + 1)]
    if size == "month":
        months = range(first.year * 12 + first.month - 1, last.year * 12 + last.month)
        return [date(month // 12, month % 12 + 1, 1) for month in months]
    step = 7 if size == "week" else 1
    return [first + timedelta(days=gap) for gap in range(0, (last - first).days + 1, step)]


def bars_html(bars: Bars, kinds: Sequence[tuple[str, str]]) -> str:
    """The picture: one bar a stretch, its kinds on top of one another; ``kinds`` are (kind, CSS class)."""
    if not bars.bins:
        return ""
    most = max(sum(counts.values()) for _, counts in bars.bins)
    drawn = "".join(_bar(i, name, counts, most, kinds) for i, (name, counts) in enumerate(bars.bins))
    names = [name for name, _ in bars.bins]
    ticks = dict.fromkeys([names[0], names[len(names) // 2], names[-1]])
    shown = "".join(f"<span>{tick}</span>" for tick in ticks)
    return (
        f'<div class="chart"><p class="note-line">Highest bar: {most:,}. One bar a {bars.size}.</p>'
        f'<svg role="img" aria-label="Bars of reported events by {bars.size}; the table below lists them" '
        f'viewBox="0 0 {len(names)} 100" preserveAspectRatio="none">{drawn}</svg>'
        f'<div class="ticks" aria-hidden="true">{shown}</div></div>'
    )


def _bar(i: int, name: str, counts: Mapping[str, int], most: int, kinds: Sequence[tuple[str, str]]) -> str:
    parts, top = [], 100.0
    for kind, css in kinds:
        height = 100 * counts.get(kind, 0) / most
        if height:
            top -= height
            parts.append(
                f'<rect class="{css}" x="{i + 0.08:.2f}" y="{top:.2f}" width=".84" height="{height:.2f}"/>'
            )
    if not parts:
        return ""
    told = ", ".join(f"{counts[kind]:,} {kind}" for kind, _ in kinds if counts.get(kind))
    return f"<g><title>{text(name)}: {text(told)}</title>{''.join(parts)}</g>"


def calendar_html(by_day: Mapping[date, int]) -> str:
    """Squares for every day from the first to the last, by months; by years of months where it is long."""
    if not by_day:
        return ""
    first, last = min(by_day), max(by_day)
    months = _starts(first.replace(day=1), last.replace(day=1), "month")
    if len(months) <= MOST_MONTHS:
        most = max(by_day.values())
        rows = [(label(month, "month"), _days(month, first, last, by_day)) for month in months]
        return _grid(rows, most, 31, "articles by day of publication; hollow squares are days without any")
    by_month: Counter[date] = Counter()
    for day, count in by_day.items():
        by_month[day.replace(day=1)] += count
    years = range(max(first.year, last.year - MOST_YEARS + 1), last.year + 1)
    rows = [(str(year), _months(year, by_month, first, last)) for year in years]
    return _grid(rows, max(by_month.values()), 12, "articles by month; hollow squares are months without any")


Cell = tuple[str, int] | None


def _days(month: date, first: date, last: date, by_day: Mapping[date, int]) -> list[Cell]:
    days = [month.replace(day=d) for d in range(1, monthrange(month.year, month.month)[1] + 1)]
    return [(day.isoformat(), by_day.get(day, 0)) if first <= day <= last else None for day in days]


def _months(year: int, by_month: Mapping[date, int], first: date, last: date) -> list[Cell]:
    months = [date(year, month, 1) for month in range(1, 13)]
    inside = first.replace(day=1)
    return [(label(m, "month"), by_month.get(m, 0)) if inside <= m <= last else None for m in months]


def _grid(rows: list[tuple[str, list[Cell]]], most: int, columns: int, words: str) -> str:
    side, left = 10, 46
    drawn = []
    for y, (name, cells) in enumerate(rows):
        drawn.append(f'<text x="0" y="{y * side + 8}">{text(name)}</text>')
        drawn += [_square(cell, left + x * side, y * side, most) for x, cell in enumerate(cells) if cell]
    width = left + columns * side
    return (
        f'<svg class="calendar" role="img" aria-label="Calendar of {text(words)}" '
        f'width="{round(width * _SCALE)}" viewBox="0 0 {width} {len(rows) * side}">{"".join(drawn)}</svg>'
    )


def _square(cell: tuple[str, int], x: int, y: int, most: int) -> str:
    name, count = cell
    shade = 0 if not count else 1 if count <= most / 4 else 2 if count <= most / 2 else 3
    return (
        f'<rect class="d{shade}" x="{x + 1}" y="{y + 1}" width="8" height="8"><title>{text(name)}: {count:,}'
        "</title></rect>"
    )

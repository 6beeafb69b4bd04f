"""The coverage report: its numbers are the counts, and nothing of an article's words is on it."""

from __future__ import annotations

import csv
import io
import re
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "fixtures"))
from build_records import march_mention, march_record

from dateline.records import ArticleId, Record
from dateline.show.chart import bars_html, bars_over, calendar_html
from dateline.show.coverage import MOST_KEYS, Coverage, Spot, Tally, coverage_of, reason_words
from dateline.show.coverage_html import all_tables, country_name, coverage_csv, coverage_html
from dateline.show.map import MOST_CIRCLES, map_svg
from dateline.show.tables import Table, counts_csv, table_html


def report_of(
    number: int, *, source: str = "The Ledger", day: date | None = date(2024, 3, 15), **fields: Any
) -> Record:
    record = march_record()
    article = replace(record.article, id=ArticleId(f"a{number}"), source=source, published=day, language="en")
    return replace(record, article=article, **fields)


def mixed() -> Coverage:
    """Two coded reports, two left out, one failed."""
    far = replace(march_mention(), place=None, date=None, main=False, review=("low_confidence",))
    background = replace(march_mention(), out_of_scope=("background", "strikes"))
    return coverage_of(
        [
            report_of(1),
            report_of(2, source="Valley Reports", day=date(2024, 3, 18), mentions=(far, background)),
            report_of(3, outcome="left_out", reason="no protest word", mentions=()),
            report_of(4, outcome="left_out", reason="relevance 0.01 is below 0.02", mentions=(), day=None),
            report_of(5, outcome="failed", reason="no text in 'Musa Khoza.html'", mentions=()),
        ]
    )


def counts(coverage: Coverage) -> dict[tuple[str, str, str], int]:
    rows = list(csv.DictReader(io.StringIO(coverage_csv(coverage))))
    return {(row["table"], row["row"], row["column"]): int(row["count"]) for row in rows}


@pytest.mark.parametrize(
    ("table", "row", "column", "count"),
    [
        ("outcomes", "coded", "articles", 2),
        ("outcomes", "left out", "articles", 2),
        ("outcomes", "failed", "articles", 1),
        ("reasons", "left out: relevance N is below N", "articles", 1),
        ("sources", "The Ledger", "articles", 4),
        ("sources", "The Ledger", "left out", 2),
        ("sources", "Valley Reports", "reports", 1),
        ("languages", "en", "articles", 5),
        ("months", "2024-03", "articles", 4),
        ("months", "2024-03", "days without any", 2),
        ("countries", "South Africa", "reports", 1),
        ("countries", "not given", "reports", 1),
        ("places", "Durban, ZA", "reports", 1),
        ("time", "2024-03-14", "held", 1),
        ("forms", "march", "reports", 2),
        ("sizes", "turnout with a claimant", "reports", 2),
        ("review", "the form, status, date or place is unsure", "reports", 1),
        ("review", "the date is only the day of publication", "reports", 0),
        ("date-basis", "no date", "reports", 1),
        ("place-precision", "no place", "reports", 1),
        ("scope", "background in its article", "reports", 1),
    ],
)
def test_a_number_on_the_page_is_the_count(table: str, row: str, column: str, count: int) -> None:
    assert counts(mixed())[table, row, column] == count


def test_every_count_of_the_tables_stands_on_the_page() -> None:
    coverage = mixed()
    page = coverage_html(coverage)
    for table in all_tables(coverage):
        for name, numbers in table.rows:
            cells = "".join(f'<td class="number">{number:,}</td>' for number in numbers)
            assert f"{name}</th>{cells}" in page, table.name


def test_outcomes_and_sources_add_up_to_the_articles() -> None:
    coverage, told = mixed(), counts(mixed())
    for table in ("outcomes", "sources", "languages"):
        assert sum(n for (name, _, column), n in told.items() if name == table and column == "articles") == 5
    assert coverage.articles == 5


def test_what_is_out_of_scope_is_counted_there_alone() -> None:
    coverage = mixed()
    assert (coverage.mentions, coverage.in_scope, coverage.out_of_scope) == (3, 2, 1)
    assert sum(n for (table, _, _), n in counts(coverage).items() if table == "forms") == 2


def test_no_words_of_an_article_are_on_the_page() -> None:
    page = coverage_html(mixed())
    for words in ("Khoza", "Zondo", "Pillay", "Farewell Square", "Dock workers", "higher wages", "8,000"):
        assert words not in page


def test_a_hostile_source_is_words_and_no_markup() -> None:
    hostile = "<script>alert(1)</script>\"'&\u202e\x00"
    page = coverage_html(coverage_of([report_of(1, source=hostile)]), title="<img src=x>")
    assert "<script" not in page and "<img" not in page
    assert "&lt;script&gt;" in page and "&lt;img src=x&gt;" in page
    assert "\x00" not in page


@pytest.mark.parametrize("start", ["=", "+", "-", "@"])
def test_a_source_that_a_spreadsheet_would_run_gets_an_apostrophe(start: str) -> None:
    told = counts(coverage_of([report_of(1, source=f"{start}HYPERLINK(1)")]))
    assert ("sources", f"'{start}HYPERLINK(1)", "articles") in told


def test_the_page_has_neither_script_nor_address_to_load_nor_style_of_its_own() -> None:
    page = coverage_html(mixed())
    assert not re.search(r"<script|<link|<img|<iframe|\son\w+=|\bstyle=|\bsrc=|xlink|url\(", page)
    assert "default-src 'none'" in page


def test_no_record_gives_a_page_that_says_so() -> None:
    page = coverage_html(Coverage())
    assert "hold no record" in page
    assert "Where</h2>" not in page


def test_records_of_several_versions_are_warned_of() -> None:
    old = report_of(1)
    new = report_of(2, made_by=replace(old.made_by, settings_sha256="cd" * 32))
    assert "different versions or settings" in coverage_html(coverage_of([old, new]))
    assert "different versions or settings" not in coverage_html(coverage_of([old]))


def test_an_id_that_comes_twice_is_told() -> None:
    coverage = coverage_of([report_of(1), report_of(1)])
    assert (coverage.repeated, coverage.articles) == (1, 2)
    assert "1 record repeats the id" in coverage_html(coverage)


def test_sources_beyond_the_first_are_counted_together() -> None:
    records = [report_of(i, source=f"Paper {i % 50:02}") for i in range(100)]
    told = counts(coverage_of(records))
    assert told["sources", "the other 20 sources", "articles"] == 40
    assert sum(n for (t, _, c), n in told.items() if t == "sources" and c == "articles") == 100


def test_a_tally_keeps_no_more_keys_than_it_may() -> None:
    tally: Tally[int] = Tally()
    for key in range(MOST_KEYS + 500):
        tally.add(key)
    tally.add(0)
    assert (len(tally), tally.beyond, tally[0]) == (MOST_KEYS, 500, 2)


@pytest.mark.parametrize(
    ("reason", "words"),
    [
        ("relevance 0.01 is below 0.02", "relevance N is below N"),
        ("3,200,000 characters; one article may have 1,000,000", "N characters; one article may have N"),
        ("field 'title' holds \"Anna Kim\", a number", "field … holds …, a number"),
        (None, "no reason given"),
        ("   ", "not given"),
    ],
)
def test_a_reason_is_told_without_numbers_and_quoted_words(reason: str | None, words: str) -> None:
    assert reason_words(reason) == words


def days_of(*days: date, precision: str = "day") -> dict[tuple[date, str, str], int]:
    return {(day, precision, "held"): 1 for day in days}


@pytest.mark.parametrize(
    ("days", "size", "bars"),
    [
        pytest.param([date(2024, 3, 1), date(2024, 3, 5)], "day", 5, id="days"),
        pytest.param([date(2024, 1, 1), date(2024, 4, 8)], "week", 15, id="weeks"),
        pytest.param([date(2022, 1, 31), date(2024, 4, 8)], "month", 28, id="months"),
        pytest.param([date(1990, 1, 31), date(2024, 4, 8)], "year", 35, id="years"),
        pytest.param([date(1, 1, 1), date(9999, 12, 31)], "year", 130, id="all of time"),
    ],
)
def test_bars_suit_the_span_and_have_no_gaps(days: list[date], size: str, bars: int) -> None:
    drawn = bars_over(days_of(*days))
    assert drawn is not None
    assert (drawn.size, len(drawn.bins)) == (size, bars)
    assert sum(sum(c.values()) for _, c in drawn.bins) + drawn.early == len(days)


def test_what_is_dated_to_a_month_is_in_no_bar_of_a_day() -> None:
    drawn = bars_over(days_of(date(2024, 3, 2)) | days_of(date(2024, 3, 1), precision="month"))
    assert drawn is not None
    assert (drawn.size, drawn.coarse, len(drawn.bins)) == ("day", 1, 1)


def test_bars_stand_on_one_another() -> None:
    bars = bars_over({(date(2024, 3, 1), "day", "held"): 3, (date(2024, 3, 1), "day", "planned"): 1})
    assert bars is not None
    svg = bars_html(bars, (("held", "k-held"), ("planned", "k-planned")))
    heights = [float(h) for h in re.findall(r'height="([\d.]+)"', svg)]
    tops = [float(y) for y in re.findall(r' y="([\d.]+)"', svg)]
    assert heights == [75.0, 25.0]
    assert tops == [25.0, 0.0]


def test_a_calendar_has_a_square_for_each_day_and_marks_the_empty_ones() -> None:
    first = date(2024, 2, 27)
    svg = calendar_html({first: 4, first + timedelta(days=4): 1})
    assert svg.count("<rect") == 5
    assert svg.count('class="d0"') == 3
    assert "2024-02-29: 0" in svg


def test_a_calendar_of_many_years_has_a_square_for_each_month() -> None:
    svg = calendar_html({date(2001, 5, 1): 1, date(2023, 2, 1): 1})
    assert svg.count("<rect") == 8 + 21 * 12 + 2


def circles(svg: str) -> list[tuple[float, float, float]]:
    found = re.findall(r'<circle class="[\w ]+" cx="([-\d.]+)" cy="([-\d.]+)" r="([\d.]+)"', svg)
    return [(float(x), float(y), float(r)) for x, y, r in found]


def spot(latitude: float, longitude: float, **fields: Any) -> Spot:
    return Spot(latitude, longitude, fields.get("name", "X"), "ZZ", fields.get("exact", True))


@pytest.mark.parametrize(
    "points",
    [
        pytest.param([(0, 0)], id="one point"),
        pytest.param([(-29.9, 31.0), (-26.2, 28.0)], id="one country"),
        pytest.param([(64.1, -21.9), (-41.3, 174.8)], id="the world"),
        pytest.param([(89.9, 179.9)], id="far north"),
        pytest.param([(-89, -180)], id="far south"),
        pytest.param([(10, 179.9), (10, -179.9)], id="both sides of the date line"),
    ],
)
def test_circles_lie_on_the_picture(points: list[tuple[float, float]]) -> None:
    svg = map_svg({spot(*point): i + 1 for i, point in enumerate(points)})
    box = re.search(r'viewBox="0 0 (\S+) (\S+)"', svg)
    assert box is not None
    width, height = float(box[1]), float(box[2])
    assert 1.3 <= width / height <= 2.6
    inside = [(x, y) for x, y, _ in circles(svg) if -1 <= x <= width + 1 and -1 <= y <= height + 1]
    assert len(inside) == len(points)


def test_east_is_right_and_north_is_up() -> None:
    svg = map_svg({spot(50, 10, name="A"): 3, spot(40, 30, name="B"): 1})
    (ax, ay, ar), (bx, by, br) = circles(svg)
    assert ax < bx and ay < by
    assert ar**2 / br**2 == pytest.approx(3, rel=0.01)


def test_land_is_drawn_where_the_land_is() -> None:
    svg = map_svg({spot(-29.9, 31.0): 1})
    assert len(svg) < 20_000
    assert 'class="land"' in svg and re.search(r' d="M-?\d+ -?\d+l', svg)


def test_a_province_is_a_ring() -> None:
    assert 'class="spot area"' in map_svg({spot(1, 1, exact=False): 1})


def test_a_map_draws_no_more_circles_than_can_be_seen() -> None:
    many = {spot(i / 100 % 80, i / 50 % 170): 1 for i in range(MOST_CIRCLES + 300)}
    assert map_svg(many).count("<circle") == MOST_CIRCLES


def test_names_on_the_map_are_escaped() -> None:
    assert "<b>" not in map_svg({spot(1, 1, name="<b>&"): 1})


def test_a_long_table_is_folded_and_whole() -> None:
    table = Table("t", "Many", ("Name", "n"), tuple((f"row {i}", (i,)) for i in range(40)))
    html = table_html(table)
    assert html.count("<tr>") == 40 + 2
    assert "25 more rows" in html


def test_counts_are_lines_of_their_own() -> None:
    table = Table("t", "Two", ("Name", "a", "b"), (("x", (1, 2)), ("y, z", (3, 4))))
    assert counts_csv([table]) == 'table,row,column,count\nt,x,a,1\nt,x,b,2\nt,"y, z",a,3\nt,"y, z",b,4\n'


def test_an_unknown_code_of_a_country_stays_as_it_is() -> None:
    named: Callable[[str], str] = country_name
    assert (named("ZA"), named("ZZ"), named("not given")) == ("South Africa", "ZZ", "not given")

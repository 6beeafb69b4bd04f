"""Workbooks, read back by openpyxl, which did not write them."""

from __future__ import annotations

import json
import sys
import zipfile
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from openpyxl.utils.escape import unescape

sys.path.insert(0, str(Path(__file__).parents[1] / "fixtures"))
from any_record import HOSTILE, records
from build_records import march_mention, march_record, record_of

from dateline.export import xlsx
from dateline.export.flat import COLUMNS, HEADER, Cell, masked_rows
from dateline.export.sheet_cells import MOST_UNITS, fitted, utf16_units
from dateline.export.writers import open_writers
from dateline.records import MentionId, Record


def written(target: Path, *given: Record) -> Path:
    with open_writers([str(target)], force=True) as (writer,):
        for record in given:
            writer.write(record)
    return target


def book_of(folder: Path, *given: Record) -> openpyxl.Workbook:
    return openpyxl.load_workbook(written(folder / "a.xlsx", *given))


def table(sheet: Any) -> list[dict[str, Any]]:
    header, *rows = sheet.iter_rows(values_only=True)
    return [dict(zip(header, row, strict=True)) for row in rows]


def titled(title: str) -> Record:
    record = march_record()
    return replace(record, article=replace(record.article, title=title))


def as_shown(cell: Cell) -> Any:
    """A cell as a workbook shows it."""
    if isinstance(cell, date) and cell.year < 1900:
        return cell.isoformat()
    if isinstance(cell, int | float) and not isinstance(cell, bool) and abs(cell) >= 10**15:
        return str(cell)
    if isinstance(cell, str):
        pictures = {code: chr(0x2400 + code) for code in range(32) if code not in (9, 10)}
        return cell.replace("\r\n", "\n").translate(pictures)
    return pytest.approx(cell, rel=1e-14) if isinstance(cell, float) else cell


def as_read(cell: Any) -> Any:
    if isinstance(cell, datetime):
        return cell.date()
    return unescape(cell) if isinstance(cell, str) else cell


def test_the_sheets_are_mentions_articles_and_what_they_are(tmp_path: Path) -> None:
    assert book_of(tmp_path, march_record()).sheetnames == ["mentions", "articles", "about"]


def test_a_mention_is_a_row_of_typed_cells(tmp_path: Path) -> None:
    (row,) = table(book_of(tmp_path, march_record())["mentions"])
    assert tuple(row) == HEADER
    assert row["date_start"].isoformat() == "2024-03-14T00:00:00"
    assert (row["size_low"], row["latitude"], row["main"], row["damage"]) == (2000, -29.8579, True, None)


def test_the_header_stays_in_sight_and_filters(tmp_path: Path) -> None:
    book = book_of(tmp_path, march_record(), march_record())
    for name in ("mentions", "articles"):
        assert book[name].freeze_panes == "A2"
        assert book[name].auto_filter.ref == book[name].dimensions


def test_a_day_is_shown_as_written_everywhere_else(tmp_path: Path) -> None:
    sheet = book_of(tmp_path, march_record())["mentions"]
    assert sheet.cell(2, HEADER.index("date_start") + 1).number_format == "yyyy-mm-dd"


def test_every_article_has_a_row_whatever_became_of_it(tmp_path: Path) -> None:
    left_out = replace(record_of("Rain."), outcome="left_out", reason="no protest word", relevance=0.01)
    failed = replace(record_of(None), outcome="failed", reason="the line is not JSON")
    rows = table(book_of(tmp_path, march_record(), left_out, failed)["articles"])
    assert [(row["outcome"], row["mentions"], row["reason"]) for row in rows] == [
        ("coded", 1, None),
        ("left_out", 0, "no protest word"),
        ("failed", 0, "the line is not JSON"),
    ]
    assert (rows[1]["relevance"], rows[1]["file"]) == (0.01, "a.txt")


def test_no_hidden_name_is_in_any_part_of_the_file(tmp_path: Path) -> None:
    target = written(tmp_path / "a.xlsx", titled("Crane driver Musa Khoza speaks"))
    with zipfile.ZipFile(target) as parts:
        assert not [name for name in parts.namelist() if b"Khoza" in parts.read(name)]


def test_the_last_sheet_tells_counts_maker_and_every_column(tmp_path: Path) -> None:
    out = replace(march_mention(), id=MentionId("m2"), out_of_scope=("background",))
    record = replace(march_record(), mentions=(march_mention(), out))
    rows = list(book_of(tmp_path, record, record_of("Rain."))["about"].iter_rows(values_only=True))
    told = dict(rows)
    assert (told["Articles"], told["  coded"], told["Mentions"]) == (2, 2, 1)
    assert told["  left out by codebook"] == 1
    assert str(told["Made by"]).startswith("dateline 0.1.0; ")
    assert {column.name for column in COLUMNS} <= set(told)


@pytest.mark.parametrize("title", HOSTILE)
def test_words_stay_words(tmp_path: Path, title: str) -> None:
    target = written(tmp_path / "a.xlsx", titled(title))
    cell = openpyxl.load_workbook(target)["mentions"].cell(2, HEADER.index("title") + 1)
    assert (cell.data_type, as_read(cell.value), cell.hyperlink) == ("s", as_shown(title), None)
    with zipfile.ZipFile(target) as parts:
        sheet = parts.read("xl/worksheets/sheet1.xml")
    assert b"<f>" not in sheet and b"hyperlink" not in sheet


def test_a_title_of_markup_of_the_library_s_own_is_no_markup(tmp_path: Path) -> None:
    title = "<r></t></is></c><f>1+1</f><c><is><t></r>"
    cell = book_of(tmp_path, titled(title))["mentions"].cell(2, HEADER.index("title") + 1)
    assert cell.value == title


@pytest.mark.parametrize("title", ["x" * 100_000, "🎉" * 20_000], ids=["letters", "beyond U+FFFF"])
def test_words_too_long_for_a_cell_end_in_a_note(tmp_path: Path, title: str) -> None:
    book = book_of(tmp_path, titled(title))
    (row,) = table(book["mentions"])
    assert row["title"].startswith(title[:1000])
    assert row["title"].endswith(f" … [cut: {len(title):,} characters, more than a cell holds]")
    assert MOST_UNITS - 1 <= utf16_units(row["title"]) <= MOST_UNITS
    assert dict(book["about"].iter_rows(values_only=True))["Cells that were cut"] == 2  # and in "articles"


def test_words_that_just_fit_are_whole() -> None:
    assert fitted("x" * MOST_UNITS) == "x" * MOST_UNITS
    assert str(fitted("x" * (MOST_UNITS + 1))).endswith("more than a cell holds]")


def test_a_list_of_evidence_too_long_stays_json_and_tells_what_is_left_out() -> None:
    listed = [{"field": "sizes", "start": i, "end": i + 50, "quote": "🎉" * 50} for i in range(1_000)]
    cut = fitted(json.dumps(listed), is_json=True)
    assert isinstance(cut, str) and utf16_units(cut) <= MOST_UNITS
    *kept, note = json.loads(cut)
    assert kept == listed[: len(kept)] and note == {"left_out": len(listed) - len(kept)}
    assert len(kept) > 100


def test_one_piece_of_evidence_too_long_is_left_out() -> None:
    assert fitted(json.dumps([{"quote": "x" * 40_000}]), is_json=True) == '[{"left_out":1}]'


def test_more_rows_than_a_sheet_holds_go_on_in_another(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(xlsx, "MOST_ROWS", 3)
    book = book_of(tmp_path, *[march_record()] * 5)
    lengths = {sheet.title: sheet.max_row for sheet in book if sheet.title != "about"}
    assert lengths == {
        "mentions": 3, "articles": 3, "mentions 2": 3, "articles 2": 3, "mentions 3": 2, "articles 3": 2,
    }  # fmt: skip
    assert book["mentions 3"].freeze_panes == "A2"


@pytest.mark.parametrize("year", [1, 1899, 1900, 9999])
def test_a_day_of_any_year_is_read_as_that_day(tmp_path: Path, year: int) -> None:
    record = march_record()
    record = replace(record, article=replace(record.article, published=date(year, 3, 14)))
    (row,) = table(book_of(tmp_path, record)["mentions"])
    assert as_read(row["published"]) == as_shown(date(year, 3, 14))


def test_a_number_that_is_none_is_words(tmp_path: Path) -> None:
    mention = march_mention()
    assert mention.place is not None
    place = replace(mention.place, latitude=float("nan"), longitude=float("inf"))
    (row,) = table(
        book_of(tmp_path, replace(march_record(), mentions=(replace(mention, place=place),)))["mentions"]
    )
    assert (row["latitude"], row["longitude"]) == ("nan", "inf")


def test_an_empty_run_has_its_headers(tmp_path: Path) -> None:
    book = book_of(tmp_path)
    assert table(book["mentions"]) == [] and table(book["articles"]) == []
    assert dict(book["about"].iter_rows(values_only=True))["Articles"] == 0


@pytest.mark.slow
@given(record=records)
@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
def test_whatever_a_record_holds_is_read_back(
    record: Record, tmp_path_factory: pytest.TempPathFactory
) -> None:
    rows = table(book_of(tmp_path_factory.mktemp("any"), record)["mentions"])
    expected = [{name: as_shown(cell) for name, cell in cells.items()} for cells in masked_rows(record)]
    assert [{name: as_read(cell) for name, cell in row.items()} for row in rows] == expected

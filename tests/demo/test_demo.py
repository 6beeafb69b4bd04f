"""The demo does what it says, and what it says comes from the articles alone."""

from __future__ import annotations

import csv
import json
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

DEMO = Path(__file__).parents[2] / "demo"
pytestmark = pytest.mark.slow


@dataclass(frozen=True)
class Ran:
    """What one run of the demo printed and wrote."""

    printed: str
    records: list[dict[str, Any]]
    rows: list[dict[str, str]]
    page: str

    def record(self, file: str, line: int | None = None) -> dict[str, Any]:
        (found,) = (
            r for r in self.records
            if Path(r["input"]["file"]).name == file and line in (None, r["input"]["line"])
        )  # fmt: skip
        return found


def run(articles: Path, outputs: Path) -> Ran:
    outputs.mkdir()
    command = [sys.executable, str(DEMO / "run.py"), str(articles), str(outputs)]
    done = subprocess.run(
        command,
        capture_output=True,
        encoding="utf-8",
        env={**os.environ, "PYTHONIOENCODING": "utf-8"},
        check=False,
    )
    assert done.returncode == 0, done.stderr
    lines = (outputs / "events.jsonl").read_text(encoding="utf-8").splitlines()
    with (outputs / "events.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    page = (outputs / "report.html").read_text(encoding="utf-8")
    return Ran(done.stdout, [json.loads(line) for line in lines], rows, page)


@pytest.fixture(scope="module")
def ran(tmp_path_factory: pytest.TempPathFactory) -> Ran:
    return run(DEMO / "articles", tmp_path_factory.mktemp("demo") / "out")


@pytest.fixture(scope="module")
def changed(tmp_path_factory: pytest.TempPathFactory) -> Ran:
    """The demo over a copy of the articles, in three of which towns and numbers are others."""
    folder = tmp_path_factory.mktemp("demo")
    articles = shutil.copytree(DEMO / "articles", folder / "articles")
    for file, swaps in CHANGES.items():
        text = (articles / file).read_text(encoding="utf-8")
        for old, new in swaps.items():
            assert old in text
            text = text.replace(old, new)
        (articles / file).write_text(text, encoding="utf-8", newline="\n")
    return run(articles, folder / "out")


CHANGES = {
    "01-durban-wage-rally.txt": {
        "DURBAN": "LUSAKA", "Durban": "Lusaka",
        "KwaZulu-Natal": "Lusaka Province", "South African": "Zambian",
        "9,000": "7,500", "about 4,000": "about 3,100", "Wednesday": "Tuesday",
    },
    "02-leeds-bus-strike.txt": {
        "LEEDS": "SHEFFIELD", "Leeds": "Sheffield", "West Yorkshire": "South Yorkshire", "640": "580",
    },
    "09-valley-reports.csv": {"QUETTA": "MULTAN", "Quetta": "Multan", "around 60": "around 75"},
}  # fmt: skip
NEW_TOWNS = [
    ("01-durban-wage-rally.txt", None, "Lusaka", "ZM", (-15.4, 28.3), {(7500, 7500), (3100, 3100)}),
    ("02-leeds-bus-strike.txt", None, "Sheffield", "GB", (53.4, -1.5), {(580, 580)}),
    ("09-valley-reports.csv", 2, "Multan", "PK", (30.2, 71.5), {(75, 75)}),
]


def test_each_article_has_its_line_and_its_outcome_is_printed(ran: Ran) -> None:
    assert len(ran.records) == 13
    for record in ran.records:
        name = Path(record["input"]["file"]).name
        line = record["input"]["line"]
        label = name if line is None else f"{name}, line {line} "
        (printed, *_) = (text for text in ran.printed.splitlines() if text.startswith(label))
        assert record["outcome"].replace("_", " ") in printed


def test_the_table_and_the_report_hold_every_event(ran: Ran) -> None:
    mentions = [m["id"] for r in ran.records for m in r["mentions"]]
    assert [row["mention_id"] for row in ran.rows] == mentions
    assert f"<dd>{len(mentions)}</dd><dt>events reported</dt>" in ran.page
    for file in ("events.jsonl", "events.csv", "report.html"):
        assert file in ran.printed


def test_the_german_article_is_left_out_for_its_language(ran: Ran) -> None:
    record = ran.record("08-berlin-klimastreik.txt")
    assert (record["outcome"], record["mentions"]) == ("left_out", [])
    assert "language is de" in record["reason"]


def test_private_names_are_in_no_output_that_leaves(ran: Ran) -> None:
    table = "\n".join(value for row in ran.rows for value in row.values())
    for name in ("Mkhabela", "Kadam", "Rojas"):
        assert any(name in (record["article"]["text"] or "") for record in ran.records)
        assert name not in table + ran.page + ran.printed


@pytest.mark.parametrize(
    ("file", "line", "town", "country", "near", "sizes"), NEW_TOWNS, ids=[case[2] for case in NEW_TOWNS]
)
def test_another_town_and_number_in_an_article_change_the_output(
    ran: Ran, changed: Ran, file: str, line: int | None, town: str, country: str,
    near: tuple[float, float], sizes: set[tuple[int, int]],
) -> None:  # fmt: skip
    before, after = (
        max(record["mentions"], key=lambda mention: mention["form"]["confidence"])  # the surest event
        for record in (ran.record(file, line), changed.record(file, line))
    )
    place = after["place"]
    assert (place["name"], place["country"]) == (town, country)
    assert place["name"] != before["place"]["name"]
    assert (place["latitude"], place["longitude"]) == pytest.approx(near, abs=0.3)
    read = [{(s["low"], s["high"]) for s in mention["sizes"]} for mention in (before, after)]
    assert sizes <= read[1]
    assert not sizes & read[0]


def test_another_day_in_an_article_changes_the_date(ran: Ran, changed: Ran) -> None:
    days = [one.record("01-durban-wage-rally.txt")["mentions"][0]["date"]["start"] for one in (ran, changed)]
    assert days == ["2026-03-11", "2026-03-10"]


def test_articles_that_were_not_changed_read_the_same(ran: Ran, changed: Ran) -> None:
    for before, after in zip(ran.records, changed.records, strict=True):
        if Path(before["input"]["file"]).name not in CHANGES:
            assert [m["place"] for m in after["mentions"]] == [m["place"] for m in before["mentions"]]
            assert after["article"]["text"] == before["article"]["text"]

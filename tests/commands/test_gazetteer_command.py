"""``dateline gazetteer build`` and ``--gazetteer``."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from typer.testing import CliRunner

from dateline.cli import app

TOWN = "\t".join((
    "77", "Brindlemoor", "Brindlemoor", "", "-33.5", "151.2", "P", "PPL", "AU", "", "02", "", "", "",
    "4100", "", "8", "Etc/UTC", "2026-01-01",
))  # fmt: skip
REPORT = "BRINDLEMOOR - About 300 people marched through Brindlemoor on Monday against the new road."


@pytest.fixture
def dump(tmp_path: Path) -> Path:
    path = tmp_path / "AU.txt"
    path.write_text(TOWN + "\n", encoding="utf-8")
    return path


def test_built_gazetteer_is_told_and_stands_beside_the_dump(dump: Path) -> None:
    result = CliRunner().invoke(app, ["gazetteer", "build", str(dump)])
    assert result.exit_code == 0, result.output
    assert "1 lines read; 1 populated places kept" in result.stderr
    assert "--gazetteer" in result.stderr
    assert dump.with_suffix(".gazetteer").is_file()


def test_gazetteer_that_is_there_is_kept_without_force(dump: Path) -> None:
    dump.with_suffix(".gazetteer").write_text("mine", encoding="utf-8")
    result = CliRunner().invoke(app, ["gazetteer", "build", str(dump)])
    assert isinstance(result.exception, Exception)
    assert "--force" in str(result.exception)
    assert dump.with_suffix(".gazetteer").read_text(encoding="utf-8") == "mine"
    assert CliRunner().invoke(app, ["gazetteer", "build", str(dump), "--force", "-q"]).exit_code == 0


def test_lines_left_out_give_exit_code_1(dump: Path) -> None:
    dump.write_text(f"{TOWN}\nshort\n", encoding="utf-8")
    result = CliRunner().invoke(app, ["gazetteer", "build", str(dump)])
    assert result.exit_code == 1
    assert "line 2 has 1 columns" in result.stderr


@pytest.mark.slow
def test_places_of_the_dump_are_resolved_and_named_in_made_by(dump: Path, tmp_path: Path) -> None:
    CliRunner().invoke(app, ["gazetteer", "build", str(dump), "-q"])
    article, out = tmp_path / "a.txt", tmp_path / "out.jsonl"
    article.write_text(REPORT, encoding="utf-8")
    own = str(dump.with_suffix(".gazetteer"))
    arguments = ["code", str(article), "-o", str(out), "--gazetteer", own, "--workers", "1", "-q"]
    result = CliRunner().invoke(app, arguments, env=dict(os.environ))
    assert result.exit_code == 0, result.output
    record = json.loads(out.read_text(encoding="utf-8"))
    assert record["made_by"]["gazetteer"].startswith("geonames-dump/")
    assert {place["geonameid"] for place in record["places"]} == {77}

"""A run over pages that try to hang, flood or kill the program: the pages beside them come out."""

from __future__ import annotations

import os
from contextlib import closing
from pathlib import Path

import pytest

from dateline.commands.flow import CodeWith, Flow
from dateline.read import read_inputs
from dateline.records import MadeBy, Record
from dateline.settings import Settings

pytestmark = pytest.mark.slow

GOOD = (
    "<html><head><title>Teachers march</title></head><body><article><p>LAHORE - Thousands of teachers "
    "marched through Lahore on Saturday to demand higher pay, the teachers' union said.</p><p>Police watched "
    "the march from side streets and did not step in, and it ended at the assembly at noon.</p></article>"
)
MADE_BY = MadeBy(dateline="0", gazetteer="none", settings_sha256="")


def run_over(folder: Path, settings: Settings) -> dict[str, Record]:
    flow = Flow(CodeWith(settings), MADE_BY, settings, workers=2)
    with closing(flow.records(read_inputs([str(folder)], settings))) as told:
        records = [item for item in told if isinstance(item, Record)]
    return {Path(record.input.file or "").name: record for record in records}


def test_hostile_pages_fail_by_name_and_the_others_are_coded(tmp_path: Path) -> None:
    pages = {
        "a-nested.html": "<div>" * 200_000 + GOOD,
        "b-tiny.html": GOOD + "<b></b>" * 1_000_000,
        "c-token.html": GOOD + "x" * 50_000_000,
        "d-large.html": GOOD + "<p>word</p>" * 9_500_000,
        "e-closed.html": GOOD + "</div>" * 1_000_000,
    }
    for name, page in pages.items():
        (tmp_path / name).write_text(page, encoding="utf-8")
        (tmp_path / name.replace(".html", "-good.html")).write_text(
            f"<!-- {name} -->{GOOD}", encoding="utf-8"
        )
    assert (tmp_path / "d-large.html").stat().st_size > 100_000_000

    records = run_over(tmp_path, Settings(article_time_s=12))

    assert len(records) == 2 * len(pages)
    good = [record for name, record in records.items() if name.endswith("-good.html")]
    assert [record.outcome for record in good] == ["coded"] * len(pages), [r.reason for r in good]
    for name in pages:
        assert records[name].outcome in ("coded", "left_out") or records[name].reason
    assert "8,000,000 bytes" in (records["c-token.html"].reason or "")
    assert "8,000,000 bytes" in (records["d-large.html"].reason or "")


class KilledBy(CodeWith):
    """Codes, and ends its own process at an article that says so."""

    def __call__(self):  # type: ignore[no-untyped-def]
        code = super().__call__()
        return lambda given: os._exit(9) if "KILL" in (given.article.text or "") else code(given)


def test_a_worker_that_dies_takes_one_article_with_it(tmp_path: Path) -> None:
    for number in range(6):
        words = "KILL." if number == 2 else ""
        (tmp_path / f"{number}.txt").write_text(
            f"{number} teachers marched in Lahore. {words}", encoding="utf-8"
        )
    settings = Settings(code_all=True)
    flow = Flow(KilledBy(settings), MADE_BY, settings, workers=2)
    with closing(flow.records(read_inputs([str(tmp_path)], settings))) as told:
        records = [item for item in told if isinstance(item, Record)]
    assert [record.outcome for record in records] == ["coded", "coded", "failed", "coded", "coded", "coded"]
    assert "worker process ended" in (records[2].reason or "")

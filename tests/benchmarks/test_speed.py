"""The speed table holds each figure against the right side of its limit."""

from __future__ import annotations

import gzip
import importlib.util
import json
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from types import ModuleType

import pytest

from dateline.records import Article

BENCHMARKS = Path(__file__).resolve().parents[2] / "benchmarks"


@pytest.fixture(scope="module")
def speed() -> ModuleType:
    spec = importlib.util.spec_from_file_location("benchmarks_speed", BENCHMARKS / "speed.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize(
    ("value", "at_most", "ok"),
    [
        pytest.param(0.3, True, True, id="a time under its limit"),
        pytest.param(0.6, True, False, id="a time over its limit"),
        pytest.param(0.6, False, True, id="a rate over its limit"),
        pytest.param(0.3, False, False, id="a rate under its limit"),
    ],
)
def test_a_line_knows_the_good_side_of_its_limit(
    speed: ModuleType, value: float, at_most: bool, ok: bool
) -> None:
    assert speed.Line("made", value, "s", 0.5, at_most).ok is ok


def test_a_ratio_compares_the_two_over_the_same_articles(speed: ModuleType) -> None:
    seen: list[list[str]] = [[], []]

    def work(articles: Sequence[Article]) -> None:
        seen[0].extend(article.id for article in articles)
        time.sleep(0.02)

    def plain(articles: Sequence[Article]) -> None:
        seen[1].extend(article.id for article in articles)
        time.sleep(0.04)

    articles = [speed._article({"id": str(i), "text": "Rain."}) for i in range(40)]
    assert 0.2 < speed.ratio(work, plain, articles) < 1.0
    assert seen[0] == seen[1] == [str(i) for i in range(40)]


def test_a_day_that_is_none_is_left_away(speed: ModuleType) -> None:
    assert speed._article({"id": "a", "text": "Rain.", "published": "2019-05"}).published is None


def test_the_table_is_written_with_versions(speed: ModuleType, tmp_path: Path) -> None:
    speed.write(tmp_path / "speed.json", [speed.Line("made", 0.1, "s", 0.5)])
    data = json.loads((tmp_path / "speed.json").read_text(encoding="utf-8"))
    assert data["dateline"]
    assert data["lines"][0]["ok"] is True


def test_the_package_ships_the_gates_weights(speed: ModuleType) -> None:
    assert 0.0 < speed.shipped_weights() <= 40.0


def test_two_workers_are_timed_over_the_same_articles_as_one(
    speed: ModuleType, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "bulk").mkdir()
    rows = [json.dumps({"id": str(i), "text": "Rain."}) for i in range(5)]
    content = gzip.compress("\n".join(rows).encode("utf-8"))
    (tmp_path / "bulk" / "news.jsonl.gz").write_bytes(content)
    seen: list[tuple[int, int]] = []

    def timed(news: Path, count: int) -> float:
        seen.append((count, len(news.read_text(encoding="utf-8").splitlines())))
        return 10.0 / count

    monkeypatch.setattr(speed, "seconds_of_workers", timed)
    monkeypatch.setattr(speed, "usable_cores", lambda: 2)
    (line,) = speed.workers_lines(tmp_path)
    assert seen == [(1, 5), (2, 5)] and line.value == 2.0 and line.ok


def test_one_core_has_no_line_for_two_workers(
    speed: ModuleType, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(speed, "usable_cores", lambda: 1)
    assert speed.workers_lines(tmp_path) == []


@pytest.mark.slow
def test_the_start_of_the_command_is_timed(speed: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(speed, "RUNS", 1)
    line = speed.start_up_line()
    assert line.value > 0.5 and (line.limit, line.unit) == (6, "s")


@pytest.mark.slow
def test_the_command_is_timed_with_as_many_workers_as_asked(speed: ModuleType, tmp_path: Path) -> None:
    news = tmp_path / "news.jsonl"
    news.write_text('{"text": "Shares rose on Monday in quiet trade."}\n', encoding="utf-8")
    assert speed.seconds_of_workers(news, 1) > 0
    assert (tmp_path / "1.jsonl").is_file()

"""Floors hold figures against the file they were measured on, and only rise."""

from __future__ import annotations

from pathlib import Path

import pytest

from dateline.evaluate.floors import (
    GoldFile,
    SetFloors,
    flatten,
    gold_file,
    judge,
    pin,
    read_floors,
    write_floors,
)

GOLD = {"made/dev.jsonl": GoldFile("a" * 64, 12)}
OTHER_GOLD = {"made/dev.jsonl": GoldFile("b" * 64, 12)}
PINNED = SetFloors(GOLD, {"found / F1": 0.5, "right": 0.8})


@pytest.mark.parametrize(
    ("figures", "standings"),
    [
        pytest.param({"found / F1": 0.5, "right": 0.9}, ["ok", "ok"], id="at and above"),
        pytest.param({"found / F1": 0.49, "right": 0.9}, ["below", "ok"], id="one below"),
        pytest.param({"right": 0.9}, ["missing", "ok"], id="one not measured"),
    ],
)
def test_each_measure_stands_by_its_floor(figures: dict[str, float], standings: list[str]) -> None:
    assert [line.standing for line in judge("made", figures, GOLD, PINNED)] == standings


def test_a_measure_without_a_floor_passes_and_comes_last() -> None:
    lines = judge("made", {"extra": 0.1, "found / F1": 0.6, "right": 0.9}, GOLD, PINNED)
    assert lines[-1].measure == "extra"
    assert lines[-1].passes


@pytest.mark.parametrize(
    "gold", [OTHER_GOLD, {"made/dev.jsonl": GoldFile("a" * 64, 13)}, {}], ids=["hash", "count", "absent"]
)
def test_a_changed_labelled_file_stops_the_set(gold: dict[str, GoldFile]) -> None:
    lines = judge("made", {"found / F1": 0.9, "right": 0.9}, gold, PINNED)
    assert [line.standing for line in lines] == ["gold changed", "gold changed"]
    assert not any(line.passes for line in lines)


def test_pinning_raises_floors_and_takes_the_new_file() -> None:
    pinned, lowered = pin({"found / F1": 0.6, "right": 0.8, "extra": 1.0}, OTHER_GOLD, PINNED)
    assert lowered == []
    assert pinned == SetFloors(OTHER_GOLD, {"found / F1": 0.6, "right": 0.8})


def test_pinning_never_lowers_by_itself() -> None:
    pinned, lowered = pin({"found / F1": 0.4, "right": 0.9}, OTHER_GOLD, PINNED)
    assert lowered == ["found / F1"]
    assert pinned == PINNED


def test_pinning_lowers_where_that_is_allowed() -> None:
    pinned, lowered = pin({"found / F1": 0.4, "right": 0.9}, GOLD, PINNED, allow_regression=True)
    assert lowered == ["found / F1"]
    assert pinned.floors == {"found / F1": 0.4, "right": 0.9}


def test_floors_are_read_as_they_were_written(tmp_path: Path) -> None:
    write_floors(tmp_path / "floors.json", {"made": PINNED})
    assert read_floors(tmp_path / "floors.json") == {"made": PINNED}


def test_a_labelled_file_is_known_by_its_bytes_and_lines(tmp_path: Path) -> None:
    path = tmp_path / "gold.jsonl"
    path.write_bytes(b'{"id": 1}\n\n{"id": 2}\n')
    before = gold_file(path)
    path.write_bytes(b'{"id": 1}\n{"id": 2}\n')
    assert before.count == gold_file(path).count == 2
    assert before.sha256 != gold_file(path).sha256


def test_figures_that_are_no_numbers_are_left_out() -> None:
    assert flatten({"a": {"b": 1}, "c": True, "d": "2 of 3", "e": None}) == {"a / b": 1}

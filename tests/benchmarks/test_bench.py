"""The benchmark's table, its floors and its exit codes, on a labelled set made here."""

from __future__ import annotations

import importlib.util
import json
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from dateline.evaluate.floors import SetFloors, read_floors, write_floors

BENCHMARKS = Path(__file__).resolve().parents[2] / "benchmarks"
SCORER = """
import json, sys
def align(text, golds, preds):
    return [(i, i) for i in range(min(len(golds), len(preds)))]
if __name__ == "__main__":
    with open(sys.argv[sys.argv.index("--json") + 1], "w") as out:
        json.dump({"mention": {"P": 0.5, "F1": 0.6}, "note": "x"}, out)
"""


def load(name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(f"benchmarks_{name}", BENCHMARKS / f"{name}.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def bench() -> ModuleType:
    return load("bench")


@pytest.fixture
def folder(tmp_path: Path, bench: ModuleType, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A bench folder with one labelled article, and coding replaced by a made record."""
    labelled = tmp_path / "bench"
    (labelled / "records").mkdir(parents=True)
    gold = {"id": "made", "text": "Bakers marched.", "mentions": [{"form": "march"}]}
    (labelled / "records/dev.jsonl").write_text(json.dumps(gold) + "\n", encoding="utf-8")
    (labelled / "score.py").write_text(SCORER, encoding="utf-8")

    def code(source: Path, output: Path) -> None:
        output.parent.mkdir(parents=True, exist_ok=True)
        record = {"article": {"id": "made"}, "mentions": [{"form": {"value": "march"}}]}
        output.write_text(json.dumps(record) + "\n", encoding="utf-8")

    monkeypatch.setattr(bench, "code", code)
    return tmp_path


def run(bench: ModuleType, folder: Path, floor: float, *more: str) -> int:
    floors = folder / "floors.json"
    if not floors.exists():
        gold = bench.gold_of("records", folder / "bench")
        write_floors(floors, {"records": SetFloors(gold, {"mention / F1": floor})})
    paths = ["--bench", str(folder / "bench"), "--out", str(folder / "out"), "--floors", str(floors)]
    result: int = bench.main([*paths, "--results", str(folder / "results.json"), "--only", "records", *more])
    return result


def results(folder: Path) -> dict[str, Any]:
    data: dict[str, Any] = json.loads((folder / "results.json").read_text(encoding="utf-8"))
    return data


def test_figures_above_their_floors_pass(
    bench: ModuleType, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(bench, folder, 0.5) == 0
    out = capsys.readouterr().out
    assert "mention / F1" in out
    assert "mention / P" not in out
    assert results(folder)["sets"]["records"]["figures"] == {"mention / P": 0.5, "mention / F1": 0.6}


def test_a_figure_below_its_floor_ends_with_1(bench: ModuleType, folder: Path) -> None:
    assert run(bench, folder, 0.7) == 1


def test_results_say_versions_fingerprints_and_fields(bench: ModuleType, folder: Path) -> None:
    run(bench, folder, 0.5)
    data = results(folder)
    assert data["versions"]["dateline"]
    assert data["sets"]["records"]["gold"]["records/dev.jsonl"]["count"] == 1
    form = next(line for line in data["fields"] if line["name"] == "form.value")
    assert (form["cases"], form["filled"]) == (1, 1)


def test_a_changed_labelled_file_stops_the_gate_until_pinned(
    bench: ModuleType, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(bench, folder, 0.5) == 0
    with (folder / "bench/records/dev.jsonl").open("a", encoding="utf-8") as gold:
        gold.write(json.dumps({"id": "more", "text": "It rained.", "mentions": []}) + "\n")
    assert run(bench, folder, 0.5) == 1
    assert "not the one its floors were measured on" in capsys.readouterr().out
    assert run(bench, folder, 0.5, "--pin") == 0
    assert run(bench, folder, 0.5) == 0


def test_pinning_raises_the_floor(bench: ModuleType, folder: Path) -> None:
    assert run(bench, folder, 0.5, "--pin") == 0
    assert read_floors(folder / "floors.json")["records"].floors == {"mention / F1": 0.6}


def test_pinning_lowers_only_when_allowed(bench: ModuleType, folder: Path) -> None:
    assert run(bench, folder, 0.7, "--pin") == 1
    assert read_floors(folder / "floors.json")["records"].floors == {"mention / F1": 0.7}
    assert run(bench, folder, 0.7, "--pin", "--allow-regression") == 0
    assert read_floors(folder / "floors.json")["records"].floors == {"mention / F1": 0.6}


def test_a_failed_command_is_said_and_ends_with_1(
    bench: ModuleType, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "bench/score.py").write_text("raise SystemExit('contract broken')", encoding="utf-8")
    assert run(bench, folder, 0.5) == 1
    assert "contract broken" in capsys.readouterr().out


def test_no_labelled_set_at_all_passes_and_says_so(
    bench: ModuleType, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert bench.main(["--bench", str(tmp_path / "nowhere")]) == 0
    assert "absent" in capsys.readouterr().out


def test_every_set_with_floors_is_a_set_of_the_benchmark(bench: ModuleType) -> None:
    assert read_floors(BENCHMARKS / "floors.json").keys() <= bench.SETS.keys()


def test_an_error_is_bearable_where_the_output_was_written(bench: ModuleType, tmp_path: Path) -> None:
    output = tmp_path / "out.jsonl"
    writes = f"open({str(output)!r}, 'w').close(); raise SystemExit(1)"
    bench.run([sys.executable, "-c", writes], may_leave=output)
    with pytest.raises(bench.BenchError):
        bench.run([sys.executable, "-c", "raise SystemExit(1)"], may_leave=tmp_path / "other.jsonl")

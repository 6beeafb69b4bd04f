"""The benchmark's table, its floors and its exit codes, on a labelled set made here."""

from __future__ import annotations

import hashlib
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


def load(name: str, folder: Path = BENCHMARKS) -> ModuleType:
    spec = importlib.util.spec_from_file_location(f"{folder.name}_{name}", folder / f"{name}.py")
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


CHALLENGE = BENCHMARKS / "challenge/articles.jsonl"
GROUP_SCORER = """
def outputs(path):
    import json
    with open(path, encoding="utf-8") as lines:
        return {record["article"]["id"]: record for record in map(json.loads, lines)}
def answer(pred, gold):
    return pred[gold["id"]]
def records_of(rows, pred, keep_errors):
    found = sum(bool(answer(pred, row)["mentions"]) for row in rows) / len(rows)
    return {slot: {"P": found, "R": found, "F1": found} for slot in ("mention", "ALL SLOTS")}
"""


@pytest.fixture
def challenged(folder: Path, bench: ModuleType, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The challenge articles coded with one mention each, but for two groups without any."""
    (folder / "bench/score.py").write_text(GROUP_SCORER, encoding="utf-8")

    def code(source: Path, output: Path) -> None:
        output.parent.mkdir(parents=True, exist_ok=True)
        with output.open("w", encoding="utf-8") as out:
            for row in bench.read_lines(source):
                found = [{}] if row["group"] not in ("status", "who_what") else []
                out.write(json.dumps({"article": {"id": row["id"]}, "mentions": found}) + "\n")

    monkeypatch.setattr(bench, "code", code)
    return folder


def test_challenge_articles_are_scored_by_group(bench: ModuleType, challenged: Path) -> None:
    figures = bench.score_challenge(challenged / "bench", challenged / "out")
    assert figures["looks_only: invented mentions"] == figures["looks_only: articles"] == 8
    assert figures["status: mention / F1"] == 0.0
    assert figures["sizes: ALL SLOTS / F1"] == 1.0
    assert figures["whole: mention / F1"] == 24 / 30
    assert figures["whole: reports of protests"] == 22


def test_an_output_that_breaks_the_contract_fails_the_challenge(bench: ModuleType, challenged: Path) -> None:
    stops = GROUP_SCORER + "def outputs(path):\n    raise SystemExit('contract broken in look-01')\n"
    (challenged / "bench/score.py").write_text(stops, encoding="utf-8")
    with pytest.raises(bench.BenchError, match="contract broken"):
        bench.score_challenge(challenged / "bench", challenged / "out")


def test_challenge_articles_need_the_scorer(bench: ModuleType, tmp_path: Path) -> None:
    assert bench.is_absent("challenge", tmp_path)


def test_challenge_articles_are_never_edited() -> None:
    found = hashlib.sha256(CHALLENGE.read_bytes()).hexdigest()
    assert found == "abb0818923ab92d5526ce2cdc510c11d17bf61f7807c54a93baf1f53e5014ad7"


def test_the_words_of_challenge_labels_stand_in_their_articles(bench: ModuleType) -> None:
    def words(part: Any, text: str) -> list[str]:
        if isinstance(part, dict):
            said = part.get("text")
            own = [said] if isinstance(said, str) and said not in text else []
            return own + [lost for value in part.values() for lost in words(value, text)]
        return [lost for value in part for lost in words(value, text)] if isinstance(part, list) else []

    rows = bench.read_lines(CHALLENGE)
    assert len(rows) == 30
    assert [lost for row in rows for lost in words(row["mentions"], row["text"])] == []
    assert all(row["relevant"] == bool(row["mentions"]) for row in rows)


def test_a_group_far_below_the_whole_is_named_in_the_table() -> None:
    accuracy = load("make_accuracy", BENCHMARKS.parent / "docs")
    high, low = ({"mention / F1": f1, "ALL SLOTS / F1": f1} for f1 in (0.7, 0.5))
    groups = {"whole": high, "near": {"mention / F1": 0.6, "ALL SLOTS / F1": 0.6}, "far": low}
    figures = {f"{name}: {slot}": f1 for name, of in groups.items() for slot, f1 in of.items()}
    figures |= {f"{name}: articles": 4 for name in groups}
    figures |= {"whole: reports of protests": 4, "whole: reports of protests the gate keeps": 3}
    lines = accuracy.challenge_table(figures).splitlines()
    assert [line.endswith("| mentions, all slots |") for line in lines[2:5]] == [False, False, True]

"""The reliability diagram, its table and the figures they rest on are those of the code as it is."""

from __future__ import annotations

import importlib.util
import json
import sys
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parents[2]
BENCH = ROOT.parent / "shared" / "bench"


def load(path: str) -> ModuleType:
    name = path.replace("/", "_").removesuffix(".py")
    spec = importlib.util.spec_from_file_location(name, ROOT / path)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module


DRAW = load("docs/make_reliability.py")
MEASURE = load("benchmarks/reliability.py")
FIGURES = json.loads((ROOT / "benchmarks/reliability.json").read_text(encoding="utf-8"))


def test_the_diagram_is_drawn_from_the_figures() -> None:
    assert DRAW.PICTURE.read_text(encoding="utf-8") == DRAW.picture(FIGURES)


def test_the_table_of_the_card_is_written_from_the_figures() -> None:
    page = DRAW.CARD.read_text(encoding="utf-8")
    assert DRAW.with_table(page, FIGURES) == page


@pytest.mark.slow
@pytest.mark.skipif(not (BENCH / "relevance/dev.jsonl").is_file(), reason="the labelled sets are not here")
def test_the_figures_are_those_of_the_weights() -> None:
    assert MEASURE.measure(BENCH) == FIGURES


def test_figures_of_a_labelled_set_made_here(tmp_path: Path) -> None:
    (tmp_path / "relevance").mkdir()
    rows = [
        {"text": "Bakers marched to the town hall and chanted slogans.", "label": 1, "group": "wire"},
        {"text": "The shop sells bread.", "label": 0, "group": "mixed"},
    ]
    lines = "".join(json.dumps(row) + "\n" for row in rows)
    (tmp_path / "relevance/dev.jsonl").write_text(lines, encoding="utf-8")
    output = tmp_path / "reliability.json"
    assert MEASURE.main(["--bench", str(tmp_path), "--output", str(output)]) == 0
    found = json.loads(output.read_text(encoding="utf-8"))
    assert found["sets"].keys() == {"relevance/dev", "- wire", "- mixed"}
    assert found["sets"]["- mixed"] == {
        "cases": 1, "yes": 0, "said": 0.0, "error": 0.0, "brier": 0.0,
        "bins": [{"low": 0.0, "cases": 1, "said": 0.0, "so": 0.0}],
    }  # fmt: skip


def test_without_labelled_sets_nothing_is_written(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    output = tmp_path / "reliability.json"
    assert MEASURE.main(["--bench", str(tmp_path), "--output", str(output)]) == 0
    assert not output.exists()
    assert "absent" in capsys.readouterr().out

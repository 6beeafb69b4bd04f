"""Measure whether the gate's probability holds what it says, on the labelled sets that are there.

    python benchmarks/reliability.py [--bench ../shared/bench]

Writes ``benchmarks/reliability.json``, from which ``docs/make_reliability.py`` draws the diagram and
the tables of docs/reference/models/relevance.md. Leaves the file as it is, and ends with 0, where no
labelled set is there.
"""

from __future__ import annotations

import argparse
import json
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Any

from dateline.evaluate.floors import gold_file
from dateline.evaluate.reliability import reliability
from dateline.gate import Gate
from dateline.settings import Settings

HERE = Path(__file__).resolve().parent
# Set -> its labelled file, and the group of its articles (None: all).
SETS = {
    "relevance/dev": ("relevance/dev.jsonl", None),
    "- wire": ("relevance/dev.jsonl", "wire"),
    "- mixed": ("relevance/dev.jsonl", "mixed"),
    "records/dev": ("records/dev.jsonl", None),
}
DIGITS = 4


def measure(bench: Path) -> dict[str, Any]:
    """The figures of each set that is there, and which files and weights they rest on."""
    gate = Gate(Settings(gate_threshold=0.0))
    there = {name: of for name, of in SETS.items() if (bench / of[0]).is_file()}
    files = sorted({file for file, _ in there.values()})
    sets = {
        name: asdict(reliability(judged(bench / file, group, gate))) for name, (file, group) in there.items()
    }
    gold = {file: asdict(gold_file(bench / file)) for file in files}
    measured: dict[str, Any] = _short({"model": gate.model, "gold": gold, "sets": sets})
    return measured


def judged(path: Path, group: str | None, gate: Gate) -> list[tuple[float, bool]]:
    """Probability and label of each article; 0 where the word list finds nothing, as in the record."""
    with path.open(encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines if line.strip()]
    return [
        (gate.judge(row["text"], row.get("title")).relevance, bool(row.get("label", row.get("relevant"))))
        for row in rows
        if group in (None, row.get("group"))
    ]


def _short(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _short(part) for name, part in value.items()}
    if isinstance(value, list | tuple):
        return [_short(part) for part in value]
    return round(value, DIGITS) if isinstance(value, float) else value


def written(figures: dict[str, Any]) -> str:
    return json.dumps(figures, indent=1) + "\n"


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--bench", type=Path, default=HERE.parent.parent / "shared" / "bench")
    parser.add_argument("--output", type=Path, default=HERE / "reliability.json")
    chosen = parser.parse_args(arguments)
    figures = measure(chosen.bench)
    if not figures["sets"]:
        print(f"absent under {chosen.bench}, so not measured: {', '.join(SETS)}")
        return 0
    for name, found in figures["sets"].items():
        told = f"calibration error {found['error']:.3f}, Brier score {found['brier']:.3f}"
        print(f"{name}: {found['cases']} articles, {found['yes']} yes, said {found['said']:.3f}; {told}")
    chosen.output.write_text(written(figures), encoding="utf-8", newline="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())

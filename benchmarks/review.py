"""How often each reason for review fires, and whether flagged mentions are wrong more often than others.

    dateline code records/dev.jsonl --all --output out.jsonl
    python benchmarks/review.py records/dev.jsonl out.jsonl --score score.py

A mention is wrong where the gold has none like it, or where the family of its form, its status, its
date or its place is wrong; ``score.py`` is the labelled sets' scorer, which pairs the two.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, get_args

from dateline.evaluate import plain_table
from dateline.records.lists import ReviewReason

_JUDGED = ("form_family", "status", "date", "place")


@dataclass(frozen=True, slots=True)
class _Seen:
    reasons: tuple[str, ...]
    wrong: bool


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("gold", type=Path)
    parser.add_argument("output", type=Path)
    parser.add_argument("--score", type=Path, required=True)
    given = parser.parse_args()
    seen = list(_mentions(_lines(given.gold), _lines(given.output), _scorer(given.score)))
    groups = {name: [s for s in seen if name in s.reasons] for name in get_args(ReviewReason)}
    groups["any reason"] = [s for s in seen if s.reasons]
    groups["none"] = [s for s in seen if not s.reasons]
    rows = [
        (name, len(group), len(group) / max(1, len(seen)), _share_wrong(group))
        for name, group in groups.items()
    ]
    print(plain_table(["reason", "mentions", "share", "wrong"], rows))


def _share_wrong(group: list[_Seen]) -> float | None:
    return sum(s.wrong for s in group) / len(group) if group else None


def _lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def _scorer(path: Path) -> Any:
    spec = importlib.util.spec_from_file_location("score", path)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _mentions(gold: list[dict[str, Any]], output: list[dict[str, Any]], score: Any) -> Iterator[_Seen]:
    by_id = {record["article"]["id"]: record["mentions"] for record in output}
    for article in gold:
        mentions = by_id.get(article["id"], [])
        golds = {
            j: article["mentions"][i] for i, j in score.align(article["text"], article["mentions"], mentions)
        }
        for j, mention in enumerate(mentions):
            yield _Seen(tuple(mention["review"]), _wrong(article["text"], golds.get(j), mention, score))


def _wrong(text: str, gold: dict[str, Any] | None, mention: dict[str, Any], score: Any) -> bool:
    if gold is None:
        return True
    slots = {
        name: (hit, max(n_gold, n_given)) for name, n_gold, n_given, hit in score.slots(text, gold, mention)
    }
    return any(slots[name][0] < slots[name][1] for name in _JUDGED)


if __name__ == "__main__":
    main()

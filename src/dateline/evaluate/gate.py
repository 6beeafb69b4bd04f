"""How much the gate loses of what it should keep, and how much it spares."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from dateline.gate import Gate

Row = Mapping[str, Any]


def mentions_kept(rows: Iterable[Row], gate: Gate) -> float:
    """Share of the labelled mentions that stand in articles which the gate keeps; 1.0 of none."""
    kept = total = 0
    for row in rows:
        count = len(row.get("mentions") or ())
        total += count
        if count and gate.judge(row["text"], row.get("title")).keep:
            kept += count
    return kept / total if total else 1.0


def articles_kept(rows: Iterable[Row], gate: Gate) -> float:
    """Share of the articles which the gate keeps; 0.0 of none."""
    verdicts = [gate.judge(row["text"], row.get("title")).keep for row in rows]
    return sum(verdicts) / len(verdicts) if verdicts else 0.0

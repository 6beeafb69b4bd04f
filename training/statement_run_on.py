"""Fit the model of ``dateline.extract.statement.run_on``: which quotation takes up the one before it.

    python training/statement_run_on.py --bench ../shared/bench

Reads attribution/train.jsonl.gz alone, no parse needed. Neighbouring quotations of which the first lies in
the content of an attribution are one statement where the second lies in it too. Pairs between which the
words belong to the content as well are left out: there a clause is told, with quotations in it.
Deterministic, one core, under a minute.
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

from fitting import Task, run  # in this folder

from dateline.extract.statement.quotes import find_quotes, paragraphs
from dateline.extract.statement.run_on import features

FAR = 400
INSIDE = 0.8  # share of a quotation's letters that lie in a content of which it is part
STRENGTH = 0.1


def tasks(bench: Path, _: Path | None) -> Iterator[Task]:
    """The one yes/no task."""
    task = Task("statement-run-on", STRENGTH)
    with gzip.open(bench / "attribution/train.jsonl.gz", "rt", encoding="utf-8") as lines:
        for number, line in enumerate(lines):
            for row, label in pairs(json.loads(line)):
                task.add(row, label, number)
    yield task


def pairs(article: dict[str, Any]) -> Iterator[tuple[list[str], bool]]:
    """Features and label of every pair of neighbouring quotations that says something."""
    text = article["text"]
    contents = [{i for a, b in told["content"] for i in range(a, b)} for told in article["attributions"]]
    blocks = paragraphs(text)
    for one, two in pairwise(find_quotes(text)):
        if two.start - one.end > FAR:
            continue
        holding = [c for c in contents if _share(text, one.inner_start, one.inner_end, c) > INSIDE]
        both = [c for c in holding if _share(text, two.inner_start, two.inner_end, c) > INSIDE]
        if holding and not any(_share(text, one.end, two.start, c) > 1 - INSIDE for c in both):
            first, second = (next(b for b in blocks if q.start < b[1]) for q in (one, two))
            yield features(text, one, two, first, second), bool(both)


def _share(text: str, start: int, end: int, content: set[int]) -> float:
    """The share of a stretch's letters that lie in a content; of a stretch without letters 0."""
    letters = [i for i in range(start, end) if text[i].isalnum()]
    return sum(i in content for i in letters) / len(letters) if letters else 0.0


if __name__ == "__main__":
    run(__doc__, tasks)

"""Fit the judge of ``dateline.extract.issue``: which stretches of text say what an event is about.

    python training/issues.py --bench ../shared/bench

Reads ``records/train.jsonl``, takes the coded events' own words as given, and labels each clause by whether a
coder named it as an issue. Writes ``src/dateline/extract/models/issue.json.gz``. Seeded, one core.
"""

from __future__ import annotations

import argparse
import random
from pathlib import Path

from coded import coded_occurrences, find_words, read_coded  # in this folder
from fitting import Task, fit, write_model

from dateline.extract.issue.clauses import find_clauses
from dateline.extract.issue.features import MAX_SENTENCES_APART, clause_features, near_features

SEED = 7
KEEP_NEGATIVE = 0.4  # share of the clauses that are no issue that is used; there are many


def task(bench: Path) -> Task:
    """The yes/no task."""
    rng = random.Random(SEED)
    result = Task("issue", strength=0.05)
    for number, (gold, parsed) in enumerate(read_coded(bench / "records/train.jsonl")):
        clauses = find_clauses(parsed)
        for mention, occurrence in coded_occurrences(gold, parsed):
            spans = [span for issue in mention["issues"] if (span := find_words(gold["text"], issue))]
            sentences = {parsed.sentence_of(t.root.i) for t in occurrence.trigger}
            for clause in clauses:
                if min(abs(clause.sentence - s) for s in sentences) > MAX_SENTENCES_APART:
                    continue
                start, end = clause.tokens.start_char, clause.tokens.end_char
                label = any(same_words(start, end, *span) for span in spans)
                if label or rng.random() < KEEP_NEGATIVE:
                    row = clause_features(clause) + near_features(parsed, clause, occurrence)
                    result.add(row, label, number)
    return result


def same_words(a: int, b: int, c: int, d: int) -> bool:
    """Two stretches of which the greater part is common."""
    common = min(b, d) - max(a, c)
    return common > 0 and common / (max(b, d) - min(a, c)) >= 0.4


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--bench", type=Path, default=Path("../shared/bench"))
    write_model(fit(task(parser.parse_args().bench)))


if __name__ == "__main__":
    main()

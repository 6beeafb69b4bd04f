"""Fit the judge of ``dateline.extract.issue``: which stretches of text say what an event is about.

    python training/issues.py --bench ../shared/bench --tags build/tags-train.npz

Reads the coded articles (``own_labels.py``), takes the coded events' own words as given, and labels each
clause by whether a coder named it as an issue. Writes ``src/dateline/extract/models/issue.json.gz``.
Seeded, one core.
"""

from __future__ import annotations

import random
from pathlib import Path

from coded import coded_occurrences, common_share, find_words, read_coded  # in this folder
from fitting import Task, run

from dateline.extract.issue import Clauses
from dateline.extract.issue.features import tagged_features

SEED = 7
KEEP_NEGATIVE = 0.4  # share of the clauses that are no issue that is used; there are many


def task(bench: Path, tags: Path | None) -> Task:
    """The yes/no task."""
    rng = random.Random(SEED)
    result = Task("issue", strength=0.05)
    for number, (gold, parsed) in enumerate(read_coded(bench, tags)):
        coded = list(coded_occurrences(gold, parsed))
        clauses = Clauses.of(parsed, [occurrence for _, occurrence in coded])
        for mention, occurrence in coded:
            spans = [span for issue in mention["issues"] if (span := find_words(gold["text"], issue))]
            for clause, features in clauses.near(occurrence):
                start, end = clause.tokens.start_char, clause.tokens.end_char
                label = any(common_share((start, end), span) >= 0.4 for span in spans)
                if label or rng.random() < KEEP_NEGATIVE:
                    result.add(features + tagged_features(clause, parsed.tags), label, number)
    return result


if __name__ == "__main__":
    run(__doc__, lambda bench, tags: [task(bench, tags)])

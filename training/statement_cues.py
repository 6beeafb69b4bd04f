"""Fit the weights that tell attributions from other words: src/dateline/extract/statement/cues.tsv.

    python training/statement_cues.py --bench ../shared/bench --tags build/attribution-train.npz

Reads attribution/train.jsonl.gz alone; ``--tags`` is what training/attribution.py wrote, chances from
networks that did not see the article. A candidate counts as an attribution where its content shares at
least half of its characters with a marked one and its source touches that one's source (or both have
none). Deterministic: the same data, library versions and arguments give the same file. Takes about six
minutes and 2 GB on one core, most of it parsing.
"""

from __future__ import annotations

import argparse
import gzip
import json
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from coded import read_tags  # in this folder

from dateline.extract.statement.candidate import Candidate
from dateline.extract.statement.clauses import Syntax
from dateline.extract.statement.find import candidates
from dateline.extract.statement.told import Told
from dateline.extract.statement.weights import features
from dateline.parse import Parsed, Parser
from dateline.records import Article, ArticleId

OUT = Path(__file__).parent.parent / "src/dateline/extract/statement/cues.tsv"
STRIP = set(" \n\t“”\"'‘’,.;:!?«»")
HEADER = """\
# Weights of the logistic model that tells attributions from other words (feature, weight).
# Fitted by training/statement_cues.py on the training part of PolNeAR;
# card: docs/reference/models/statement-cues.md
"""


def parsed_articles(bench: Path, tags: Path) -> Iterator[tuple[dict[str, Any], Parsed]]:
    """The training articles with their marked attributions."""
    known = read_tags(tags)
    with gzip.open(bench / "attribution" / "train.jsonl.gz", "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    articles = ((Article(id=ArticleId(r["id"]), text=r["text"]), None) for r in rows)
    for row, parsed in zip(rows, Parser().parse_many(articles), strict=True):
        yield row, replace(parsed, tags=known[row["id"]])


def characters(text: str, runs: Iterable[tuple[int, int]]) -> set[int]:
    """Offsets of the letters and digits of some runs."""
    return {i for a, b in runs for i in range(a, b) if not text[i].isspace() and text[i] not in STRIP}


def is_attribution(row: dict[str, Any], parsed: Parsed, candidate: Candidate) -> bool:
    """Whether a candidate is one of the marked attributions, by content and source."""
    start, end = candidate.content[0][0], candidate.content[-1][1]
    near = [g for g in row["attributions"] if any(a < end and start < b for a, b in g["content"])]
    mine = characters(parsed.text, candidate.content) if near else set()
    for gold in near:
        theirs = gold["chars"]
        common = len(mine & theirs)
        if common and common / len(mine | theirs) >= 0.5 and _same_source(gold, parsed, candidate):
            return True
    return False


def _same_source(gold: dict[str, Any], parsed: Parsed, candidate: Candidate) -> bool:
    if candidate.source is None or not gold["source"]:
        return candidate.source is None and not gold["source"]
    words = parsed.doc[candidate.source[0] : candidate.source[1]]
    return any(a < words.end_char and words.start_char < b for a, b in gold["source"])


def examples(pairs: Iterable[tuple[dict[str, Any], Parsed]]) -> Iterator[tuple[list[str], bool, str]]:
    """Feature names, label and article id of every candidate."""
    for row, parsed in pairs:
        for gold in row["attributions"]:
            gold["chars"] = characters(parsed.text, gold["content"])
        syntax, told = Syntax(parsed), Told.of(parsed.tags)
        for candidate in candidates(syntax):
            names = [*features(candidate, syntax), *told.features(candidate)]
            yield names, is_attribution(row, parsed, candidate), row["id"]


def fit(data: list[tuple[list[str], bool, str]], strength: float, min_count: int) -> dict[str, float]:
    """Weights by L2-penalised logistic regression; rarer features than ``min_count`` are left out."""
    import numpy as np
    from scipy.sparse import csr_matrix
    from sklearn.linear_model import LogisticRegression

    counts = Counter(name for names, _, _ in data for name in set(names))
    index = {name: k for k, name in enumerate(sorted(n for n, c in counts.items() if c >= min_count))}
    rows, columns = [], []
    for k, (names, _, _) in enumerate(data):
        for name in set(names):
            if name in index:
                rows.append(k)
                columns.append(index[name])
    x = csr_matrix((np.ones(len(rows)), (rows, columns)), shape=(len(data), len(index)))
    y = np.array([label for _, label, _ in data])
    model = LogisticRegression(C=strength, solver="liblinear", random_state=0, max_iter=200).fit(x, y)
    weights = {name: round(float(model.coef_[0][k]), 2) for name, k in index.items()}
    return {"bias": round(float(model.intercept_[0]), 2)} | {
        n: w for n, w in weights.items() if abs(w) >= 0.1
    }


def write(weights: dict[str, float], out: Path) -> None:
    """The table, sorted by name so that a new fit shows as a small difference."""
    lines = [f"{name}\t{weight:g}" for name, weight in sorted(weights.items())]
    out.write_text(HEADER + "\n".join(lines) + "\n", encoding="utf-8", newline="\n")


def main() -> None:
    """Read the arguments, fit, write."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--bench", type=Path, required=True, help="folder of the labelled sets")
    parser.add_argument("--tags", type=Path, required=True, help="chances, of training/attribution.py")
    parser.add_argument("--out", type=Path, default=OUT)
    parser.add_argument("--strength", type=float, default=0.1, help="inverse of the L2 penalty")
    parser.add_argument("--min-count", type=int, default=5)
    args = parser.parse_args()
    data = list(examples(parsed_articles(args.bench, args.tags)))
    write(fit(data, args.strength, args.min_count), args.out)


if __name__ == "__main__":
    main()

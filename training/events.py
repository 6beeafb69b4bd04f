"""Fit the four models of ``dateline.extract.event`` on coded articles.

    python training/events.py --bench ../shared/bench

Reads ``records/train.jsonl`` (coded event mentions); writes ``src/dateline/extract/models/event-*.json.gz``
and prints five-fold figures by article. Seeded, one core, about two minutes.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import average_precision_score
from sklearn.model_selection import GroupKFold, cross_val_predict

from dateline.extract.event.candidates import Candidate, find_candidates
from dateline.extract.event.features import ArticleView, candidate_features
from dateline.extract.event.pairs import pair_features
from dateline.extract.linear import LinearModel
from dateline.parse import Parsed, Parser
from dateline.records import Article, ArticleId

MODELS = Path(__file__).parent.parent / "src/dateline/extract/models"
VERSION = "1"
MIN_COUNT = 2  # a feature seen in one candidate alone is not used
DROP_BELOW = 0.01  # weights smaller than this change nothing that is seen


@dataclass(frozen=True)
class Labelled:
    """One article: its candidates, and for each the numbers of the coded mentions it names."""

    parsed: Parsed
    mentions: list[dict[str, Any]]
    candidates: list[Candidate]
    features: list[list[str]]
    hits: list[set[int]]


@dataclass(frozen=True)
class Task:
    """Rows of named features with yes/no labels and the article each row comes from."""

    name: str
    rows: list[list[str]]
    labels: list[bool]
    groups: list[int]
    strength: float  # inverse of the regularisation


def read_labelled(bench: Path) -> list[Labelled]:
    """The coded training articles, parsed."""
    lines = (bench / "records/train.jsonl").read_text(encoding="utf-8").splitlines()
    golds = [json.loads(line) for line in lines if line.strip()]
    articles = [
        (Article(id=ArticleId(g["id"]), text=g["text"], published=_day(g.get("published"))), None) for g in golds
    ]
    return [_label(g, parsed) for g, parsed in zip(golds, Parser().parse_many(articles), strict=True)]


def _day(value: str | None) -> date | None:
    return date.fromisoformat(value) if value and len(value) == 10 else None


def _label(gold: dict[str, Any], parsed: Parsed) -> Labelled:
    candidates = find_candidates(parsed)
    view = ArticleView.of(parsed, candidates)
    named = [(i, span) for i, m in enumerate(gold["mentions"]) for t in m["trigger"] if (span := _find(gold["text"], t))]
    hits = [
        {i for i, (start, end) in named if start < c.tokens.end_char and c.tokens.start_char < end} for c in candidates
    ]
    features = [candidate_features(parsed, c, view) for c in candidates]
    return Labelled(parsed, gold["mentions"], candidates, features, hits)


def _find(text: str, words: dict[str, Any]) -> tuple[int, int] | None:
    at = -1
    for _ in range(words.get("nth", 1)):
        at = text.find(words["text"], at + 1)
    return (at, at + len(words["text"])) if at >= 0 else None


def tasks(articles: Sequence[Labelled]) -> list[Task]:
    """The four questions put to the coded articles."""
    trigger = Task("event-trigger", [], [], [], 0.1)
    main = Task("event-main", [], [], [], 0.05)
    planned = Task("event-planned", [], [], [], 0.1)
    same = Task("event-same", [], [], [], 0.05)
    for number, a in enumerate(articles):
        for features, hit in zip(a.features, a.hits, strict=True):
            _add(trigger, features, bool(hit), number)
            if hit:
                _add(main, features, any(a.mentions[i]["main"] for i in hit), number)
                ahead = a.mentions[min(hit)]["status"] in ("planned", "threatened", "called_off")
                _add(planned, features, ahead, number)
        named = [i for i, hit in enumerate(a.hits) if hit]
        for n, i in enumerate(named):
            for j in named[n + 1 :]:
                features = pair_features(a.parsed, a.candidates[i], a.candidates[j])
                _add(same, features, bool(a.hits[i] & a.hits[j]), number)
    return [trigger, main, planned, same]


def _add(task: Task, features: list[str], label: bool, group: int) -> None:
    task.rows.append(features)
    task.labels.append(label)
    task.groups.append(group)


def fit(task: Task) -> LinearModel:
    """The logistic model of one task, with its cross-validated average precision printed."""
    counts = Counter(f for row in task.rows for f in set(row))
    rows = [{f: 1.0 for f in row if counts[f] >= MIN_COUNT} for row in task.rows]
    vectorizer = DictVectorizer(dtype=np.float64)
    matrix, labels = vectorizer.fit_transform(rows), np.array(task.labels)
    regression = LogisticRegression(C=task.strength, max_iter=3000)
    guess = cross_val_predict(
        regression, matrix, labels, groups=task.groups, cv=GroupKFold(5), method="predict_proba"
    )[:, 1]
    score = average_precision_score(labels, guess)
    print(f"{task.name}: {len(labels)} rows, {labels.sum()} yes, five-fold average precision {score:.3f}")
    regression.fit(matrix, labels)
    weights = {
        str(f): round(float(w), 3)
        for f, w in zip(vectorizer.feature_names_, regression.coef_[0], strict=True)
        if abs(w) >= DROP_BELOW
    }
    return LinearModel(f"{task.name}/{VERSION}", round(float(regression.intercept_[0]), 3), weights)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--bench", type=Path, default=Path("../shared/bench"))
    bench = parser.parse_args().bench
    MODELS.mkdir(exist_ok=True)
    for task in tasks(read_labelled(bench)):
        data = fit(task).to_bytes()
        (MODELS / f"{task.name}.json.gz").write_bytes(data)
        print(f"  {len(data)} bytes written")


if __name__ == "__main__":
    main()

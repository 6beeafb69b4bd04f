"""Fitting and writing one linear model: what every training script shares."""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import average_precision_score
from sklearn.model_selection import GroupKFold, cross_val_predict

from dateline.extract.linear import LinearModel

MODELS = Path(__file__).parent.parent / "src/dateline/extract/models"
VERSION = "1"
MIN_COUNT = 2  # a feature seen in one row alone is not used
DROP_BELOW = 0.01  # weights smaller than this change nothing that is seen


@dataclass
class Task:
    """Rows of named features with yes/no labels and the article each row comes from.

    ``strength`` is the inverse of the regularisation.
    """

    name: str
    strength: float
    rows: list[list[str]] = field(default_factory=list)
    labels: list[bool] = field(default_factory=list)
    groups: list[int] = field(default_factory=list)

    def add(self, features: list[str], label: bool, group: int) -> None:
        """One row more."""
        self.rows.append(features)
        self.labels.append(label)
        self.groups.append(group)

    def of(self, groups: set[int]) -> Task:
        """The rows of some articles alone."""
        kept = [at for at, group in enumerate(self.groups) if group in groups]
        lists = ([of[at] for at in kept] for of in (self.rows, self.labels, self.groups))
        return Task(self.name, self.strength, *lists)


def fit(task: Task) -> LinearModel:
    """The logistic model of one task; prints its five-fold average precision, articles kept together."""
    matrix, labels, _ = _arrays(task)
    guess = cross_val_predict(
        _regression(task), matrix, labels, groups=task.groups, cv=GroupKFold(5), method="predict_proba"
    )[:, 1]
    score = average_precision_score(labels, guess)
    print(f"{task.name}: {len(labels)} rows, {labels.sum()} yes, five-fold average precision {score:.3f}")
    return fit_quietly(task)


def fit_quietly(task: Task) -> LinearModel:
    """The logistic model of one task."""
    matrix, labels, names = _arrays(task)
    regression = _regression(task).fit(matrix, labels)
    weights = {
        name: round(float(w), 3)
        for name, w in zip(names, regression.coef_[0], strict=True)
        if abs(w) >= DROP_BELOW
    }
    return LinearModel(f"{task.name}/{VERSION}", round(float(regression.intercept_[0]), 3), weights)


def _regression(task: Task) -> LogisticRegression:
    return LogisticRegression(C=task.strength, max_iter=3000)


def _arrays(task: Task) -> tuple[Any, Any, list[str]]:
    """Features of shape (rows, features), labels of shape (rows,), names of the features."""
    counts = Counter(f for row in task.rows for f in set(row))
    rows = [{f: 1.0 for f in row if counts[f] >= MIN_COUNT} for row in task.rows]
    vectorizer = DictVectorizer(dtype=np.float64)
    matrix = vectorizer.fit_transform(rows)
    return matrix, np.array(task.labels), [str(f) for f in vectorizer.feature_names_]


def write_model(model: LinearModel) -> None:
    """Into the package, under its task's name."""
    MODELS.mkdir(exist_ok=True)
    file = MODELS / f"{model.name.split('/')[0]}.json.gz"
    file.write_bytes(model.to_bytes())
    print(f"  {file.name}: {file.stat().st_size} bytes, {len(model.weights)} weights")


def run(description: str | None, tasks: Callable[[Path, Path | None], Iterable[Task]]) -> None:
    """The command line of a training script: fit and write every task of the labelled sets."""
    parser = argparse.ArgumentParser(
        description=description, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--bench", type=Path, default=Path("../shared/bench"))
    parser.add_argument("--tags", type=Path, help="chances of the training articles, of training/tagger.py")
    given = parser.parse_args()
    for task in tasks(given.bench, given.tags):
        write_model(fit(task))

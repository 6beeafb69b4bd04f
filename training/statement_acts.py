"""Fit the weights by which ``dateline.extract.statement.act`` judges what a speaker does.

    python training/statement_acts.py --bench ../shared/bench

After training/tagger.py: the weights stand on what the second layer of the encoder that ships gives. Reads
``labels/acts.jsonl``, ``labels/acts-more.jsonl`` and the texts of ``attribution/train.jsonl.gz``. A statement
is the mean of its pieces, those of the content and those of the cue apart; a statement with a second act that
fits as well counts for both. Prints precision and coverage in five folds by article, then writes
``src/dateline/extract/statement/acts.npz``. Deterministic, one core, about two minutes.
"""

from __future__ import annotations

import argparse
import gzip
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from own_labels import hash_of  # in this folder
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold

from dateline.parse.tagger import Tagger
from dateline.records.lists import ACTS

WIDTH = 384  # of the encoder
OUT = Path(__file__).parent.parent / "src/dateline/extract/statement/acts.npz"
LABELS = (Path(__file__).parent / "labels/acts.jsonl", Path(__file__).parent / "labels/acts-more.jsonl")
STRENGTH = 0.004  # the inverse of the regularisation, of numbers with variance 1
SECOND = 0.35  # weight of a second act
NEVER = -12.0  # log-odds of an act that no label has
FOLDS = 5

Array = np.ndarray[Any, Any]


@dataclass
class Rows:
    """Statements: numbers of shape (statements, 2 x WIDTH), acts, second acts, articles."""

    numbers: Array
    acts: list[str]
    also: list[str | None]
    articles: list[str]


def read_rows(bench: Path) -> Rows:
    """The labelled statements with what the encoder says of them."""
    labels = [json.loads(line) for file in LABELS for line in file.read_text(encoding="utf-8").splitlines()]
    made = dict(_numbers(bench, labels))
    known = [n for n in range(len(labels)) if n in made]
    return Rows(
        np.stack([made[n] for n in known]),
        [labels[n]["act"] for n in known],
        [labels[n].get("also") for n in known],
        [labels[n]["article"] for n in known],
    )


def _numbers(bench: Path, labels: list[dict[str, Any]]) -> Iterator[tuple[int, Array]]:
    tagger = Tagger()
    wanted: dict[str, list[int]] = {}
    for number, label in enumerate(labels):
        wanted.setdefault(label["article"], []).append(number)
    with gzip.open(bench / "attribution/train.jsonl.gz", "rt", encoding="utf-8") as lines:
        for article in map(json.loads, lines):
            numbers = wanted.get(article["id"], [])
            if numbers and hash_of(article["text"]) != labels[numbers[0]]["sha256"]:
                raise ValueError(f"{article['id']}: not the text that was labelled")
            tags = tagger.tags(article["text"])
            for number in numbers:
                content = labels[number]["content"]
                told = next(a for a in article["attributions"] if a["content"] == content)
                said, cue = tags.state(content), tags.state(told["cue"])
                if said is not None:
                    yield number, np.concatenate((said, np.full(WIDTH, np.nan) if cue is None else cue))


def scaled(numbers: Array) -> tuple[Array, Array, Array]:
    """Numbers with mean 0 and variance 1, 0 where there is no cue; and their means and deviations."""
    mean, deviation = np.nanmean(numbers, axis=0), np.nanstd(numbers, axis=0) + 1e-6
    return np.nan_to_num((numbers - mean) / deviation), mean, deviation


def fit(numbers: Array, rows: Rows, chosen: Array) -> LogisticRegression:
    """The weights of some of the statements."""
    at, acts, weights = [], [], []
    for n in chosen:
        second = rows.also[n]
        at.append(n)
        acts.append(rows.acts[n])
        weights.append(1.0 - SECOND if second else 1.0)
        if second:
            at.append(n)
            acts.append(second)
            weights.append(SECOND)
    model = LogisticRegression(C=STRENGTH, max_iter=3000)
    return model.fit(numbers[at], acts, sample_weight=weights)


def print_figures(numbers: Array, rows: Rows) -> None:
    """Precision and coverage of unseen statements, by the chance from which an act is given."""
    chances = np.zeros((len(rows.acts), len(ACTS)))
    for seen, unseen in GroupKFold(FOLDS).split(numbers, groups=rows.articles):
        model = fit(numbers, rows, seen)
        columns = [ACTS.index(act) for act in model.classes_]
        chances[np.ix_(unseen, columns)] = model.predict_proba(numbers[unseen])
    chances[:, ACTS.index("other")] = 0.0
    best, chance = chances.argmax(axis=1), chances.max(axis=1)
    right = [ACTS[b] in (act, also) for b, act, also in zip(best, rows.acts, rows.also, strict=True)]
    coded = np.array([act != "other" for act in rows.acts])
    for least in (0.3, 0.35, 0.4, 0.45, 0.5, 0.6):
        given = chance >= least
        print(
            f"from {least:.2f}: precision {np.mean(np.array(right)[given]):.3f}, "
            f"coverage {(given & coded).sum() / coded.sum():.3f} of {len(right)}"
        )


def write(model: LogisticRegression, mean: Array, deviation: Array, path: Path) -> None:
    """The weights for numbers as the encoder gives them; content and cue are added up in use."""
    whole = np.zeros((2 * WIDTH, len(ACTS)))
    bias = np.full(len(ACTS), NEVER)
    for act, weights, intercept in zip(model.classes_, model.coef_, model.intercept_, strict=True):
        whole[:, ACTS.index(act)] = weights / deviation
        bias[ACTS.index(act)] = intercept
    moved = [-(mean[part] @ whole[part]) for part in (slice(0, WIDTH), slice(WIDTH, None))]
    np.savez_compressed(
        path,
        acts=np.array(ACTS),
        content=whole[:WIDTH].astype(np.float32),
        cue=whole[WIDTH:].astype(np.float32),
        bias=np.stack((moved[0] + bias, moved[1])).astype(np.float32),
    )


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--bench", type=Path, default=Path("../shared/bench"))
    rows = read_rows(parser.parse_args().bench)
    numbers, mean, deviation = scaled(rows.numbers)
    print_figures(numbers, rows)
    write(fit(numbers, rows, np.arange(len(rows.acts))), mean, deviation, OUT)


if __name__ == "__main__":
    main()

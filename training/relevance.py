"""Fit the gate's second step and write its weights into the package.

    python training/relevance.py --bench ../shared/bench

Reads the training files of the bench alone: ``records/train.jsonl`` (true labels),
``relevance/negatives.jsonl.gz`` (no report of a protest), ``relevance/protest_unlabelled.jsonl.gz``
(more than half are), and, as news at large, the texts of ``attribution/train.jsonl.gz`` and
``names/train.jsonl.gz`` that hold at most one clear protest word. Reports that share a stretch of
text with a development file are left out. ``relevance/dev.jsonl`` is read at the end, to print how
well the fit does, never to fit.

The unlabelled reports are first taken for positive; folds that have not seen a report then judge
it, and those judged to be no report of a protest are dropped before the last fit (a two-step
positive-unlabelled fit). Takes under a minute on one core; the same input gives the same bytes.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import scipy.sparse as sp
from sklearn.linear_model import LogisticRegression

from dateline.gate import features as gate_features
from dateline.gate.relevance import WEIGHTS, RelevanceModel, Weights

NAME = "relevance/1"
FOLDS = 5
STRENGTH = 3.0  # inverse of the L2 penalty
DROP_BELOW = 0.3  # unlabelled reports that other folds judge so are not positives
KNOWN_WEIGHT = 3.0  # a report with a true label counts as much as three without
OUT = Path(__file__).resolve().parent.parent / "src" / "dateline" / "gate" / WEIGHTS

# News at large (campaigns, wars, markets) with at most one of these words is taken for no report of
# a protest; with more it is left out of the fit, as nobody has judged it.
CLEAR_WORD = re.compile(
    r"\b(?:protest(?:s|ers?|ors?|ed|ing)?|demonstrat(?:ions?|ors?)|march(?:ed|ers)|picket\w*|strikers"
    r"|on strike|sit-ins?|boycott\w*|vigils?|riot\w*|walkouts?|blockad\w*|hartal|bandh"
    r"|took to the streets)\b",
    re.IGNORECASE,
)
CLEAR_WORDS_IN_OTHERS = 1

Row = dict[str, Any]


def read_rows(path: Path) -> list[Row]:
    content = path.read_bytes()
    text = (gzip.decompress(content) if path.suffix == ".gz" else content).decode("utf-8")
    return [json.loads(line) for line in text.split("\n") if line.strip()]


def text_key(row: Row) -> str:
    """The same report under another id or with other spacing gives the same key."""
    return _letters(row)[:150]


def _letters(row: Row) -> str:
    return re.sub(r"\W+", "", row["text"].lower())


class Measured:
    """The reports that measure the fit; a training report that shares a stretch with one is left out."""

    def __init__(self, bench: Path) -> None:
        rows = read_rows(bench / "relevance/dev.jsonl") + read_rows(bench / "records/dev.jsonl")
        self._all = "\n".join(map(_letters, rows))

    def holds(self, row: Row) -> bool:
        letters = _letters(row)
        stretches = (letters[start : start + 80] for start in (0, 150, 400, 900))
        return any(len(stretch) >= 60 and stretch in self._all for stretch in stretches)


def training_rows(bench: Path) -> tuple[list[Row], np.ndarray, np.ndarray]:
    """Reports, labels (1 reports a protest), and which labels are true ones."""
    measured = Measured(bench)
    coded = read_rows(bench / "records/train.jsonl")
    known = {text_key(row): int(row["relevant"]) for row in coded}
    rows: list[Row] = []
    labels: list[int] = []
    true: list[bool] = []
    seen: set[str] = set()
    for assumed, source in _sources(bench, coded):
        for row in source:
            key = text_key(row)
            if key not in seen and not measured.holds(row):
                seen.add(key)
                rows.append(row)
                labels.append(known.get(key, assumed))
                true.append(key in known)
    return rows, np.array(labels), np.array(true)


def _sources(bench: Path, coded: list[Row]) -> Iterator[tuple[int, list[Row]]]:
    """Reports with the label that their file suggests."""
    yield 1, coded
    yield 0, read_rows(bench / "relevance/negatives.jsonl.gz")
    yield 1, read_rows(bench / "relevance/protest_unlabelled.jsonl.gz")
    for name in ("attribution", "names"):
        rows = read_rows(bench / f"{name}/train.jsonl.gz")
        yield 0, [row for row in rows if len(CLEAR_WORD.findall(row["text"])) <= CLEAR_WORDS_IN_OTHERS]


def matrix(rows: list[Row], *, with_title: bool) -> sp.csr_matrix:
    """One line a report: the buckets of each block, then the sums."""
    starts, places, values, sums = [0], [], [], []
    for row in rows:
        found = gate_features.features(row["text"], row.get("title") if with_title else None)
        for block, counts in enumerate(found[:3]):
            places.extend(block * gate_features.BUCKETS + bucket for bucket in counts)
            values.extend(counts.values())
        starts.append(len(places))
        sums.append(found[3][1:])
    width = len(gate_features.BLOCKS) * gate_features.BUCKETS
    words = sp.csr_matrix((values, places, starts), shape=(len(rows), width))
    return sp.hstack([words, sp.csr_matrix(np.array(sums))]).tocsr()


def fit(x: sp.csr_matrix, y: np.ndarray, weight: np.ndarray) -> LogisticRegression:
    model = LogisticRegression(C=STRENGTH, solver="liblinear", max_iter=500, random_state=0)
    return model.fit(x, y, sample_weight=weight)


def judged_by_others(plain: sp.csr_matrix, titled: sp.csr_matrix, y: np.ndarray, weight: np.ndarray,
                     folds: np.ndarray) -> np.ndarray:  # fmt: skip
    """Log-odds of each report by a fit that did not see it, without and with its title, averaged."""
    out = np.zeros(len(y))
    for fold in range(FOLDS):
        train, held = folds != fold, folds == fold
        train &= weight > 0
        both = sp.vstack([plain[train], titled[train]])
        model = fit(both, np.tile(y[train], 2), np.tile(weight[train], 2))
        out[held] = (model.decision_function(plain[held]) + model.decision_function(titled[held])) / 2
    return out


def calibrate(odds: np.ndarray, y: np.ndarray, weight: np.ndarray) -> tuple[float, float]:
    """Slope and shift that make the log-odds those of the labels."""
    model = LogisticRegression(C=1e6, solver="lbfgs").fit(odds[:, None], y, sample_weight=weight)
    return float(model.coef_[0, 0]), float(model.intercept_[0])


def pack(model: LogisticRegression, slope: float, shift: float) -> Weights:
    """The fit as bytes; the calibration goes into the weights."""
    coefficients = model.coef_[0] * slope
    width = len(gate_features.BLOCKS) * gate_features.BUCKETS
    blocks = coefficients[:width].reshape(len(gate_features.BLOCKS), gate_features.BUCKETS)
    scales = np.abs(blocks).max(axis=1) / 127
    buckets = np.rint(blocks / scales[:, None]).astype(np.int8)
    intercept = float(model.intercept_[0]) * slope + shift
    sums = np.array([intercept, *coefficients[width:]], dtype=np.float32)
    return Weights(NAME, buckets, scales.astype(np.float32), sums)


def train(bench: Path) -> Weights:
    rows, y, true = training_rows(bench)
    plain, titled = matrix(rows, with_title=False), matrix(rows, with_title=True)
    folds = np.array([zlib.crc32(text_key(row).encode()) % FOLDS for row in rows])
    weight = np.where(true, KNOWN_WEIGHT, 1.0)
    odds = judged_by_others(plain, titled, y, weight, folds)
    chance = 1 / (1 + np.exp(-odds))
    weight[(y == 1) & ~true & (chance < DROP_BELOW)] = 0.0
    odds = judged_by_others(plain, titled, y, weight, folds)
    slope, shift = calibrate(odds, y, weight)
    keep = weight > 0
    both = sp.vstack([plain[keep], titled[keep]])
    model = fit(both, np.tile(y[keep], 2), np.tile(weight[keep], 2))
    print(f"{len(rows)} reports, {int(keep.sum())} kept; calibration {slope:.3f} {shift:+.3f}")
    return pack(model, slope, shift)


def average_precision(judged: list[tuple[float, int]]) -> float:
    hits, total = 0, 0.0
    for rank, (_, label) in enumerate(sorted(judged, reverse=True), start=1):
        hits += label
        total += label * hits / rank
    return total / max(1, hits)


def report(bench: Path, path: Path) -> None:
    model = RelevanceModel(path)
    rows = read_rows(bench / "relevance/dev.jsonl")
    judged = [(model.probability(row["text"], row.get("title")), row["label"], row["group"]) for row in rows]
    for group in ("all", "wire", "mixed"):
        chosen = [(score, label) for score, label, of in judged if group in ("all", of)]
        hits = sum(label for score, label in chosen if score >= 0.5)
        f1 = 2 * hits / (sum(score >= 0.5 for score, _ in chosen) + sum(label for _, label in chosen))
        print(f"{group}: average precision {average_precision(chosen):.3f}, F1 at 0.5 {f1:.3f}")


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--bench", type=Path, default=Path("../shared/bench"))
    parser.add_argument("--output", type=Path, default=OUT)
    arguments = parser.parse_args()
    weights = train(arguments.bench)
    parts = {"buckets": weights.buckets, "scales": weights.scales, "sums": weights.sums}
    with arguments.output.open("wb") as stream:
        np.savez_compressed(stream, name=np.array(weights.name), **parts)
    print(f"{arguments.output}: {arguments.output.stat().st_size:,} bytes")
    report(arguments.bench, arguments.output)


if __name__ == "__main__":
    main()

"""Fit the gate's second step and write its weights into the package.

    python training/relevance.py --bench ../shared/bench

Reads the training files of the bench alone: ``records/train.jsonl`` (true labels),
``relevance/negatives.jsonl.gz`` (no report of a protest), ``relevance/protest_unlabelled.jsonl.gz``
(more than half are), and, as news at large, the texts of ``attribution/train.jsonl.gz`` and
``names/train.jsonl.gz`` that hold at most one clear protest word. Reports that share a stretch of
text with a development file are left out. ``relevance/dev.jsonl`` is read at the end, to print how
well the fit does, never to fit.

Reports of a few sentences hold few words, so each weighs much. The fit therefore sees short pieces
too: openings of reports of a protest, what stands around a protest word in other reports, single
sentences of war and crime (``event_place/other_verbs.jsonl.gz``) and ``lookalikes.txt`` beside this
script, reports written for Dateline of rallying shares, strikers and the like.

The unlabelled reports are first taken for positive; folds that have not seen a report then judge
it, and those judged to be no report of a protest are dropped before the last fit (a two-step
positive-unlabelled fit). The log-odds are calibrated on the reports with true labels alone, as
folds that did not see them judge them (decision 0095). Takes about a minute on one core; the same
input gives the same bytes.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import scipy.sparse as sp
from sklearn.linear_model import LogisticRegression

from dateline.gate import features as gate_features
from dateline.gate.relevance import WEIGHTS, RelevanceModel, Weights

NAME = "relevance/2"
FOLDS = 5
STRENGTH = 3.0  # inverse of the L2 penalty
DROP_BELOW = 0.3  # unlabelled reports that other folds judge so are not positives
KNOWN_WEIGHT = 3.0  # a report with a true label counts as much as three without
SENTENCE_WEIGHT = 0.5  # a single sentence
PIECE_WORDS = (40, 60, 90, 120)  # lengths of pieces, by the report's checksum
PIECES = 4  # at most, of one report
LOOKALIKES = Path(__file__).with_name("lookalikes.txt")
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
SENTENCE_END = re.compile(r"(?<=[.!?])[\"”’')]*\s+|\n+")

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


@dataclass
class Pieces:
    """Short texts with labels and weights; ``of`` is the place of the report each comes from, -1 for none."""

    x: sp.csr_matrix
    y: np.ndarray
    weight: np.ndarray
    of: np.ndarray


def pieces(bench: Path, rows: list[Row], labels: np.ndarray) -> Pieces:
    """Openings of reports of a protest, surroundings of protest words in others, other senses alone."""
    found: list[tuple[str, int, float, int]] = []
    for place, (row, label) in enumerate(zip(rows, labels, strict=True)):
        cut = opening(row) if label else surroundings(row)
        found += [(text, int(label), 1.0, place) for text in cut]
    sentences = (row["text"] for row in read_rows(bench / "event_place/other_verbs.jsonl.gz"))
    found += [(text, 0, SENTENCE_WEIGHT, -1) for text in sentences if holds_other_sense(text)]
    lines = LOOKALIKES.read_text(encoding="utf-8").splitlines()
    found += [(line, 0, KNOWN_WEIGHT, -1) for line in lines if not line.startswith("#")]
    texts, y, weight, of = zip(*found, strict=True)
    return Pieces(
        matrix([{"text": text} for text in texts], with_title=False),
        np.array(y),
        np.array(weight),
        np.array(of),
    )


def piece_words(row: Row) -> int:
    return PIECE_WORDS[zlib.crc32(text_key(row).encode()) % len(PIECE_WORDS)]


def opening(row: Row) -> list[str]:
    """The first words of a report; none where no clear protest word is among them."""
    start = " ".join(row["text"].split()[: piece_words(row)])
    return [start] if CLEAR_WORD.search(start) else []


def surroundings(row: Row) -> list[str]:
    """Pieces that start with a sentence that holds a protest word in any sense."""
    found: list[str] = []
    size, passed = piece_words(row), 0
    sentences = SENTENCE_END.split(row["text"])
    for at, sentence in enumerate(sentences):
        if at >= passed and len(found) < PIECES and holds_any_sense(sentence):
            words: list[str] = []
            for passed in range(at + 1, len(sentences) + 1):
                words += sentences[passed - 1].split()
                if len(words) >= size:
                    break
            found.append(" ".join(words[:size]))
    return found


def holds_any_sense(text: str) -> bool:
    return any(
        gate_features.is_protest_word(word) for word in re.findall(r"[a-z]+(?:-[a-z]+)*", text.lower())
    )


def holds_other_sense(text: str) -> bool:
    return holds_any_sense(text) and not CLEAR_WORD.search(text)


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


@dataclass
class Reports:
    """All that is fitted on: each report without and with its title, and the short pieces."""

    plain: sp.csr_matrix
    titled: sp.csr_matrix
    y: np.ndarray
    short: Pieces

    def fit(self, chosen: np.ndarray, weight: np.ndarray) -> LogisticRegression:
        """The fit on some reports and their pieces; a piece of no report is always in."""
        short = self.short
        kept = (short.of < 0) | chosen[short.of]
        x = sp.vstack([self.plain[chosen], self.titled[chosen], short.x[kept]])
        y = np.concatenate([np.tile(self.y[chosen], 2), short.y[kept]])
        return fit(x.tocsr(), y, np.concatenate([np.tile(weight[chosen], 2), short.weight[kept]]))

    def judged_by_others(self, weight: np.ndarray, folds: np.ndarray) -> np.ndarray:
        """Log-odds of each report by a fit that did not see it, without and with its title, averaged."""
        out = np.zeros(len(self.y))
        for fold in range(FOLDS):
            held = folds == fold
            model = self.fit(~held & (weight > 0), weight)
            without, titled = (model.decision_function(x[held]) for x in (self.plain, self.titled))
            out[held] = (without + titled) / 2
        return out


def calibrate(odds: np.ndarray, y: np.ndarray) -> tuple[float, float]:
    """Slope and shift that make the log-odds those of the labels (Platt), by Newton's method."""
    x = np.column_stack([odds, np.ones(len(odds))])
    found = np.array([1.0, 0.0])
    for _ in range(30):
        chance = 1 / (1 + np.exp(-x @ found))
        curve = x.T @ ((chance * (1 - chance))[:, None] * x)
        found = found + np.linalg.solve(curve, x.T @ (y - chance))
    return round(float(found[0]), 4), round(float(found[1]), 4)


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
    reports = Reports(plain, titled, y, pieces(bench, rows, y))
    folds = np.array([zlib.crc32(text_key(row).encode()) % FOLDS for row in rows])
    weight = np.where(true, KNOWN_WEIGHT, 1.0)
    chance = 1 / (1 + np.exp(-reports.judged_by_others(weight, folds)))
    weight[(y == 1) & ~true & (chance < DROP_BELOW)] = 0.0
    odds = reports.judged_by_others(weight, folds)
    slope, shift = calibrate(odds[true], y[true])
    keep = weight > 0
    model = reports.fit(keep, weight)
    print(f"{len(rows)} reports, {int(keep.sum())} kept, {len(reports.short.y)} pieces")
    print(f"calibration on {int(true.sum())} true labels: {slope:.3f} {shift:+.3f}")
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

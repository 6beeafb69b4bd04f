"""Trains the name tagger's weights on the names/train set of the bench.

    python training/train_names.py --bench ../shared/bench --output src/dateline/extract/name_weights.npz

Each article is read twice, as it stands and in lower case. Deterministic: averaged structured perceptrons,
fixed seeds, one process; about four minutes.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
from pathlib import Path

import numpy as np
from spacy.tokens import Doc

from dateline.extract import nametag
from dateline.extract.listed import Listed
from dateline.gazetteer import Gazetteer
from dateline.parse import Parser
from dateline.records import Article, ArticleId

SEED = 20261122
ORDERS = 4  # weights are the mean over as many orders of the articles
EPOCHS = 8

Run = tuple[np.ndarray, np.ndarray]  # rows of features (tokens, features) and labels (tokens,)


def gold_labels(doc: Doc, names: list[dict]) -> list[int]:
    labels = [0] * len(doc)
    for name in names:
        span = doc.char_span(name["start"], name["end"], alignment_mode="expand")
        if span is None:
            continue
        for i in range(span.start, span.end):
            labels[i] = nametag.LABELS.index(("B-" if i == span.start else "I-") + name["kind"])
    return labels


def prepare(docs: list[tuple[Doc, list[dict]]], listed: Listed) -> list[Run]:
    prepared = []
    for doc, names in docs:
        labels = gold_labels(doc, names)
        reading = nametag.Reading(doc, listed)
        for start, end in nametag.runs(reading):
            rows = [reading.rows(i) for i in range(start, end)]
            prepared.append((np.array(rows), repaired(labels[start:end])))
    return prepared


def repaired(labels: list[int]) -> np.ndarray:
    """A run may begin inside a name that the run's bounds cut: its first word then begins it."""
    for i, label in enumerate(labels):
        text = nametag.LABELS[label]
        before = nametag.LABELS[labels[i - 1]] if i else "O"
        if text.startswith("I-") and before[2:] != text[2:]:
            labels[i] = nametag.LABELS.index("B-" + text[2:])
    return np.array(labels)


def train(prepared: list[Run]) -> nametag.Weights:
    """The mean of the weights that several orders of the runs give."""
    found = [train_in_order(prepared, SEED + number) for number in range(ORDERS)]
    return nametag.Weights(
        np.mean([weights.features for weights in found], axis=0),
        np.mean([weights.moves for weights in found], axis=0),
    )


def train_in_order(prepared: list[Run], seed: int, epochs: int = EPOCHS) -> nametag.Weights:
    shape = (nametag.BUCKETS, len(nametag.LABELS))
    weights, total = np.zeros(shape, np.float32), np.zeros(shape, np.float64)
    legal = nametag.allowed_moves()
    moves, moves_total = np.zeros_like(legal), np.zeros(legal.shape, np.float64)
    order, step = list(range(len(prepared))), 1
    chooser = random.Random(seed)
    for _ in range(epochs):
        chooser.shuffle(order)
        for k in order:
            rows, gold = prepared[k]
            guess = nametag.best_labels(weights[rows].sum(axis=1), [len(rows)], moves + legal)
            if (wrong := guess != gold).any():
                for i in np.flatnonzero(wrong):
                    for label, sign in ((gold[i], 1.0), (guess[i], -1.0)):
                        np.add.at(weights, (rows[i], label), sign)
                        np.add.at(total, (rows[i], label), sign * step)
                for path, sign in ((gold, 1.0), (guess, -1.0)):
                    for a, b in zip([0, *path], path, strict=False):
                        moves[a, b] += sign
                        moves_total[a, b] += sign * step
            step += 1
    mean = weights - total / step
    return nametag.Weights(mean.astype(np.float32), (moves - moves_total / step).astype(np.float32) + legal)


def save(weights: nametag.Weights, path: Path) -> None:
    """Rows that matter, as 8-bit numbers with one scale."""
    scale = float(np.abs(weights.features).max()) / 127
    small = np.round(weights.features / scale).astype(np.int8)
    rows = np.flatnonzero(small.any(axis=1)).astype(np.int32)
    np.savez_compressed(path, rows=rows, values=small[rows], scale=scale, moves=weights.moves)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--bench", type=Path, required=True)
    parser.add_argument("--output", type=Path, required=True)
    arguments = parser.parse_args()
    with gzip.open(arguments.bench / "names" / "train.jsonl.gz", "rt", encoding="utf-8") as file:
        rows = [json.loads(line) for line in file]
    rows += [{**row, "text": in_lower_case(row["text"])} for row in rows]
    articles = [(Article(id=ArticleId(row["id"]), text=row["text"]), None) for row in rows]
    docs = [
        (parsed.doc, row["names"]) for row, parsed in zip(rows, Parser().parse_many(articles), strict=True)
    ]
    save(train(prepare(docs, Listed(Gazetteer.open()))), arguments.output)


def in_lower_case(text: str) -> str:
    """The text in lower case, every offset kept."""
    return "".join(letter.lower() if len(letter.lower()) == 1 else letter for letter in text)


if __name__ == "__main__":
    main()

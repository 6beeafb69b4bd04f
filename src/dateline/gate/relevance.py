"""The gate's second step: how likely is it that a report tells of a protest as its news?"""

from __future__ import annotations

import math
import zipfile
from dataclasses import dataclass
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dateline.errors import ModelError
from dateline.gate.features import BLOCKS, BUCKETS, SUMS, Features, features, vocabulary

WEIGHTS = "relevance.npz"


@dataclass(frozen=True, slots=True, eq=False)
class Weights:
    """A logistic regression over ``features``: one row of ``buckets`` per block, one byte a weight."""

    name: str
    buckets: NDArray[np.int8]  # (blocks, BUCKETS)
    scales: NDArray[np.float32]  # (blocks,): a weight is byte times scale
    sums: NDArray[np.float32]  # (SUMS,), the first the intercept


class RelevanceModel:
    """Gives the probability that a report tells of a contentious collective action as its news.

    Trained by ``training/relevance.py``; docs/reference/models/relevance.md says on what and how
    well it does. The weights are read at first use.

    Args:
        weights: File of weights to use in place of the one that ships.
    """

    def __init__(self, weights: Path | None = None) -> None:
        self._path = weights

    @property
    def name(self) -> str:
        """Name and version of the weights, for ``made_by``."""
        return self._weights().name

    def probability(self, text: str, title: str | None = None) -> float:
        """Probability 0..1, calibrated on the training files; from 0.5 the answer is yes.

        Raises:
            ModelError: The weights are missing or damaged.
        """
        return _logistic(score(features(text, title), self._weights()))

    def contributions(self, text: str, title: str | None = None) -> tuple[float, list[tuple[str, float]]]:
        """The log-odds to start from, and what each word and sum adds, the greatest first.

        Words stand under the block that counts them: ``near:rubber bullets``, ``lead:strike``, ``all:union``.
        """
        return _contributions(features(text, title), vocabulary(text, title), self._weights())

    def _weights(self) -> Weights:
        return _load(self._path)


_SUM_NAMES = (
    "start", "protest words", "protest words in the opening", "share of protest words",
    "a protest word among the first 15 words", "a protest word among the first 40 words", "no protest word",
)  # fmt: skip


def _contributions(
    found: Features, known: dict[int, tuple[str, ...]], weights: Weights
) -> tuple[float, list[tuple[str, float]]]:
    sums = [float(w) * value for w, value in zip(weights.sums, found[3], strict=True)]
    added = list(zip(_SUM_NAMES[1:], sums[1:], strict=True))
    for name, row, scale, block in zip(BLOCKS, weights.buckets, weights.scales, found[:3], strict=True):
        for bucket, value in block.items():
            words = " / ".join(known.get(bucket, ("?",)))
            added.append((f"{name}:{words}", float(scale) * float(row[bucket]) * value))
    return sums[0], sorted((a for a in added if a[1]), key=lambda pair: (-abs(pair[1]), pair[0]))


def score(found: Features, weights: Weights) -> float:
    """The log-odds that the weights give to these features."""
    total = float(np.dot(weights.sums, np.asarray(found[3], dtype=np.float32)))
    for row, scale, block in zip(weights.buckets, weights.scales, found[:3], strict=True):
        if block:
            places = np.fromiter(block.keys(), np.intp, len(block))
            values = np.fromiter(block.values(), np.float32, len(block))
            total += float(scale) * float(np.dot(row[places].astype(np.float32), values))
    return total


def _logistic(value: float) -> float:
    return 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, value))))


@cache
def _load(path: Path | None) -> Weights:
    file: Any = path or resources.files("dateline.gate").joinpath(WEIGHTS)
    try:
        with file.open("rb") as stream, np.load(stream, allow_pickle=False) as data:
            weights = Weights(str(data["name"]), data["buckets"], data["scales"], data["sums"])
    except (OSError, KeyError, ValueError, EOFError, zipfile.BadZipFile) as error:
        raise ModelError(f"cannot read the weights of the gate in {file}: {error}; install again") from error
    if weights.buckets.shape != (len(BLOCKS), BUCKETS) or weights.sums.shape != (SUMS,):
        raise ModelError(f"the weights in {file} are of another version of the gate; install again")
    return weights

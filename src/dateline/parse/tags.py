"""Tags: how likely each stretch of an article is the words of a trigger, an actor, an issue and so on."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Sequence
from functools import cached_property, lru_cache

import numpy as np
from numpy.typing import NDArray

Chances = NDArray[np.float32]
Reader = Callable[[int, int], Chances]

# Chances from which a level is reached; a judge is given one feature for each level that is.
LEVELS = (0.03, 0.08, 0.16, 0.28, 0.42, 0.58, 0.74, 0.88)


class Tags:
    """Chances of labels over the word pieces of one text.

    Args:
        offsets: Start and end of each piece in the text, in code points, in order.
        labels: Column of each label.
        reader: Gives the chances of pieces ``first`` to ``last`` (excluded), of shape (pieces, labels).
        states: Gives the encoder's states of these pieces, of shape (pieces, width); None for none.
    """

    def __init__(
        self,
        offsets: Sequence[tuple[int, int]],
        labels: dict[str, int],
        reader: Reader,
        states: Reader | None = None,
    ) -> None:
        self._starts = [start for start, _ in offsets]
        self._ends = [end for _, end in offsets]
        self._labels, self._reader, self._states = labels, reader, states
        self._means: dict[tuple[int, int], list[float]] = {}
        self._features: dict[tuple[str, int, int, tuple[str, ...]], list[str]] = {}

    def chance(self, label: str, start: int, end: int) -> float:
        """Mean chance of a label over ``text[start:end]``, 0.0 where no piece stands there."""
        return self._mean(start, end)[self._labels[label]]

    def features(self, labels: tuple[str, ...], start: int, end: int, name: str = "tag") -> list[str]:
        """One feature for each level that the mean chance of each label over ``text[start:end]`` reaches."""
        # Kept, for the same words are judged beside each event of the article.
        known = self._features.get((name, start, end, labels))
        if known is None:
            mean = self._mean(start, end)
            known = []
            for label in labels:
                chance = mean[self._labels[label]]
                if chance >= LEVELS[0]:
                    known += _levels(name, label)[: bisect_right(LEVELS, chance)]
            self._features[name, start, end, labels] = known
        return known.copy()

    def runs(self, label: str, start: int, end: int, at_least: float) -> list[tuple[int, int, float]]:
        """Stretches of ``text[start:end]`` whose pieces all have this chance, with their mean chance."""
        first, last = self._pieces(start, end)
        if first >= last:
            return []
        chances = self._reader(first, last)[:, self._labels[label]]
        found: list[tuple[int, int, float]] = []
        open_at: int | None = None
        for at, chance in enumerate([*chances.tolist(), 0.0]):
            if chance >= at_least and open_at is None:
                open_at = at
            elif chance < at_least and open_at is not None:
                mean = float(chances[open_at:at].mean())
                found.append((self._starts[first + open_at], self._ends[first + at - 1], mean))
                open_at = None
        return found

    def all_pieces(self, labels: tuple[str, ...]) -> tuple[list[int], list[int], dict[str, list[float]]]:
        """Start and end of every piece of the text, and its chance of each of the labels that are known."""
        count = len(self._starts)
        columns = {label: self._labels[label] for label in labels if label in self._labels}
        rows = self._reader(0, count)[:, [*columns.values()]].T.tolist() if count else [[] for _ in columns]
        return self._starts, self._ends, dict(zip(columns, rows, strict=True))

    def state(self, runs: Iterable[tuple[int, int]]) -> Chances | None:
        """What the encoder makes of the words of some stretches: the mean of its states over their pieces.

        None where no piece stands there, or where no encoder read the text.
        """
        if self._states is None:
            return None
        parts = [self._states(*pieces) for run in runs if (pieces := self._pieces(*run))[0] < pieces[1]]
        return np.concatenate(parts).mean(axis=0) if parts else None

    def _mean(self, start: int, end: int) -> list[float]:
        known = self._means.get((start, end))
        if known is None:
            first, last = self._pieces(start, end)
            known = _mean_of(self._reader(first, last)) if first < last else self._nothing
            self._means[start, end] = known
        return known

    @cached_property
    def _nothing(self) -> list[float]:
        return [0.0] * len(self._labels)

    def _pieces(self, start: int, end: int) -> tuple[int, int]:
        """First and last piece (excluded) that touch ``text[start:end]``."""
        return bisect_right(self._ends, start), bisect_left(self._starts, end)


def _mean_of(rows: Chances) -> list[float]:
    # As ``rows.mean(axis=0)``, which takes three times as long for a few rows; most words are one piece.
    mean = rows[0] if len(rows) == 1 else np.add.reduce(rows, axis=0) / np.float32(len(rows))
    chances: list[float] = mean.tolist()
    return chances


@lru_cache(maxsize=1024)
def _levels(name: str, label: str) -> tuple[str, ...]:
    return tuple(f"{name}.{label}>{level}" for level in range(len(LEVELS)))


def known_tags(offsets: Sequence[tuple[int, int]], labels: dict[str, int], chances: Chances) -> Tags:
    """Tags read before: in training, by a tagger that did not see the labels of the article."""
    return Tags(offsets, labels, lambda first, last: chances[first:last].astype(np.float32))


class NoTags(Tags):
    """Of a text that no tagger reads: no feature, no stretch, every chance 0."""

    def __init__(self) -> None:
        super().__init__((), {}, lambda first, last: np.zeros((0, 0), dtype=np.float32))

    def chance(self, label: str, start: int, end: int) -> float:
        """Always 0."""
        return 0.0

    def features(self, labels: tuple[str, ...], start: int, end: int, name: str = "tag") -> list[str]:
        """Always none."""
        return []

    def runs(self, label: str, start: int, end: int, at_least: float) -> list[tuple[int, int, float]]:
        """Always none."""
        return []

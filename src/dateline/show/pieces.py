"""Cuts a text where values' words begin and end, so that overlapping words can be drawn flat."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from dateline.show.sheet import Value, Words


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of text that lies inside the same words throughout.

    Attributes:
        start: First code point of the run.
        end: The code point after it.
        inside: Numbers of the values whose words cover it, the one to draw first.
        begins: Numbers of the values whose words begin here.
    """

    start: int
    end: int
    inside: tuple[int, ...]
    begins: tuple[int, ...]


def pieces(length: int, values: Sequence[Value], where: str) -> Iterator[Piece]:
    """The pieces of a text of ``length`` code points, in order and without gaps."""
    marks = [(i, words) for i, value in enumerate(values) for words in value.words if words.where == where]
    opening: dict[int, list[tuple[int, Words]]] = {}
    for mark in marks:
        opening.setdefault(mark[1].start, []).append(mark)
    edges = sorted({0, length, *opening, *(words.end for _, words in marks)})
    active: list[tuple[int, Words]] = []
    for start, end in pairwise(edges):
        active = [mark for mark in active if mark[1].end > start] + opening.get(start, [])
        inside = dict.fromkeys(i for i, _ in sorted(active, key=lambda mark: _rank(values, mark)))
        begins = dict.fromkeys(i for i, _ in opening.get(start, []))
        yield Piece(start, end, tuple(inside), tuple(begins))


def _rank(values: Sequence[Value], mark: tuple[int, Words]) -> tuple[bool, int, int]:
    """The narrowest words are drawn on top; a statement lies under all else."""
    i, words = mark
    return values[i].field == "statement", words.end - words.start, i

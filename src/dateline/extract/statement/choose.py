"""Choosing among candidates: one for each cue, and none that says the same words twice."""

from __future__ import annotations

from collections.abc import Iterable

from dateline.extract.statement.candidate import Candidate
from dateline.extract.statement.clauses import Range

Scored = tuple[float, Candidate]
_SAME = 0.6  # share of characters from which two contents are the same words
_BLOCK = 256  # characters


def choose(scored: Iterable[Scored], threshold: float) -> list[Scored]:
    """The candidates that are kept, in the order of the text.

    The most probable reading of a cue wins; of two cues for the same words the more probable one.
    """
    best: dict[int, Scored] = {}
    for probability, candidate in scored:
        if probability < threshold:
            continue
        held = best.get(candidate.head.i)
        if held is None or probability > held[0]:
            best[candidate.head.i] = (probability, candidate)
    kept: list[Scored] = []
    by_block: dict[int, list[Scored]] = {}
    extents: set[Range] = set()  # what ids are made of
    for probability, candidate in sorted(best.values(), key=lambda s: (-s[0], s[1].head.i)):
        blocks = _blocks(candidate.content)
        extent = (candidate.content[0][0], candidate.content[-1][1])
        near = (s for block in blocks for s in by_block.get(block, ()))
        if extent not in extents and all(
            _shared(candidate.content, other.content) < _SAME for _, other in near
        ):
            kept.append((probability, candidate))
            extents.add(extent)
            for block in blocks:
                by_block.setdefault(block, []).append((probability, candidate))
    return sorted(kept, key=lambda s: (s[1].content[0][0], s[1].head.i))


def _blocks(content: tuple[Range, ...]) -> set[int]:
    """Numbers of the blocks of text that a content touches, so that only neighbours are compared."""
    return {block for a, b in content for block in range(a // _BLOCK, (b - 1) // _BLOCK + 1)}


def _shared(one: tuple[Range, ...], two: tuple[Range, ...]) -> float:
    """Share of their joint characters that two contents have in common."""
    common = sum(max(0, min(b, d) - max(a, c)) for a, b in one for c, d in two)
    total = sum(b - a for a, b in one) + sum(b - a for a, b in two) - common
    return common / total if total else 0.0

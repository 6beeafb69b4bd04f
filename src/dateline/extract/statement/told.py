"""What the encoder says of a candidate: are its words a source, a cue, the content of an attribution?

Each figure is a feature for every level that it reaches, as those of ``parse.tags`` are.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from itertools import accumulate

from dateline.extract.statement.candidate import Candidate
from dateline.extract.statement.clauses import Range
from dateline.parse.tags import LEVELS, Tags

LABELS = ("source", "cue", "content")
_BY_PATTERN = ("content", "cue", "source")  # figures that weigh otherwise in each construction


@dataclass(frozen=True, slots=True)
class Told:
    """The chances of an article's word pieces: where each begins and ends, and running sums of each label."""

    starts: list[int]
    ends: list[int]
    content: list[float]
    sums: dict[str, list[float]]

    @classmethod
    def of(cls, tags: Tags) -> Told:
        """Read from an article's tags; there is nothing in those of a text that no tagger read."""
        starts, ends, chances = tags.all_pieces(LABELS)
        if "content" not in chances:
            return cls([], [], [], {})
        sums = {label: list(accumulate(chances[label], initial=0.0)) for label in LABELS}
        return cls(starts, ends, chances["content"], sums)

    def features(self, candidate: Candidate) -> list[str]:
        """The names of the levels that the figures of a candidate reach."""
        count = len(self.starts)
        if not count:
            return []
        head, subject, runs = candidate.head, candidate.subject, candidate.content
        first = bisect_right(self.ends, runs[0][0])
        past = bisect_left(self.starts, runs[-1][1])
        found: list[str] = []
        levels = {
            "content": self._level("content", runs),
            "cue": self._level("cue", ((head.idx, head.idx + len(head)),)),
            "source": 0,
        }
        if subject is not None and candidate.source is not None:
            levels["source"] = self._level("source", ((subject.idx, subject.idx + len(subject)),))
        for name in _BY_PATTERN:
            found += _reached(name, levels[name])
            found += _reached(f"p={candidate.pattern} {name}", levels[name])
        edges = (("before", first - 1), ("first", first), ("last", past - 1), ("after", past))
        for name, at in edges:
            if 0 <= at < count:
                found += _reached(name, bisect_right(LEVELS, self.content[at]))
        return found

    def _level(self, label: str, runs: Iterable[Range]) -> int:
        """The level that the mean chance over some runs of characters reaches."""
        sums, total, count = self.sums[label], 0.0, 0
        for start, end in runs:
            first, past = bisect_right(self.ends, start), bisect_left(self.starts, end)
            if first < past:
                total += sums[past] - sums[first]
                count += past - first
        return bisect_right(LEVELS, total / count) if count else 0


@cache
def _reached(name: str, level: int) -> tuple[str, ...]:
    return tuple(f"{name}>{n}" for n in range(level))


def most(weights: dict[str, float], pattern: str) -> float:
    """The most log-odds that the figures of a candidate of this construction can add."""
    own = [f"p={pattern} {name}" for name in _BY_PATTERN]
    names = ["content", "cue", "source", "before", "first", "last", "after", *own]
    steps = ([weights.get(f"{name}>{n}", 0.0) for n in range(len(LEVELS))] for name in names)
    return sum(max(0.0, *accumulate(of_name)) for of_name in steps)

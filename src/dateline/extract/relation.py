"""How the events of one article relate: a counter-protest to its protest, a part to its whole."""

from __future__ import annotations

from collections.abc import Sequence

from dateline.extract.counter import is_counter
from dateline.extract.occurrence import Occurrence
from dateline.parse import Parsed
from dateline.records.lists import RelationKind

_AFTER = frozenset(("after", "following", "since", "follows", "followed"))
_PART = frozenset(("part", "leg", "stage", "culmination", "series", "wave", "latest"))


def relations_of(
    parsed: Parsed, occurrences: Sequence[Occurrence], waves: Sequence[bool]
) -> list[list[tuple[RelationKind, int]]]:
    """For each occurrence its relations as (kind, number of the other occurrence).

    ``waves`` says of each occurrence whether it is told as one of many: the like events told after
    such an umbrella are part of it.
    """
    return [_of_one(parsed, n, occurrences, waves) for n in range(len(occurrences))]


def _of_one(
    parsed: Parsed, n: int, occurrences: Sequence[Occurrence], waves: Sequence[bool]
) -> list[tuple[RelationKind, int]]:
    this = occurrences[n]
    others = [(k, o) for k, o in enumerate(occurrences) if k != n]
    if not others:
        return []
    if _is_counter(this):
        rivals = [k for k, o in others if not _is_counter(o) and o.main == this.main]
        if rivals:
            return [("counter_to", min(rivals, key=lambda k: abs(occurrences[k].head - this.head)))]
    stated = [
        (kind, k) for k, other in others if (kind := _joined(parsed, this, other)) and not _is_counter(other)
    ]
    return stated or _under_umbrella(this, others, waves, told_as_wave=waves[n])


def _under_umbrella(
    this: Occurrence, others: Sequence[tuple[int, Occurrence]], waves: Sequence[bool], *, told_as_wave: bool
) -> list[tuple[RelationKind, int]]:
    """Part of the last wave told before it, where that is of the same form and as much news."""
    like = [
        k
        for k, other in others
        if waves[k] and other.head < this.head and other.main == this.main and _alike(this, other)
    ]
    return [] if told_as_wave or not like else [("part_of", like[-1])]


def _alike(this: Occurrence, other: Occurrence) -> bool:
    forms = {this.form.value, other.form.value}
    return this.status.value == other.status.value and (len(forms) == 1 or "demonstration" in forms)


def _is_counter(occurrence: Occurrence) -> bool:
    return any(is_counter(tokens) for tokens in occurrence.trigger)


def _joined(parsed: Parsed, this: Occurrence, other: Occurrence) -> RelationKind | None:
    """The relation that the words between two triggers of one sentence state, this one standing first."""
    a, b = this.trigger[0], other.trigger[0]
    if a.end > b.start or parsed.sentence_of(a.root.i) != parsed.sentence_of(b.root.i):
        return None
    between = {t.lower_ for t in parsed.doc[a.end : b.start]}
    if "of" in between and between & _PART:
        return "part_of"
    if between & _AFTER:
        return "follows"
    return None

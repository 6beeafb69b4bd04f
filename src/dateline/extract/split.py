"""One trigger, several places: "rallies in Lahore, Multan and Quetta" tells of three events."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from spacy.tokens import Token

from dateline.extract.occurrence import Occurrence
from dateline.parse import Parsed
from dateline.records import Span, Toponym

_WHERE = frozenset("in at across outside from through to around near including".split())


def split_by_place(
    parsed: Parsed, occurrences: Sequence[Occurrence], places: Sequence[Toponym], *, most: int
) -> tuple[Occurrence, ...]:
    """The occurrences, those told of several coordinated places at once made one for each place.

    At most ``most`` are given, the first of the text.
    """
    result: list[Occurrence] = []
    for occurrence in occurrences:
        spans = _coordinated(parsed, occurrence, places)
        if len(spans) < 2 or occurrence.form.value == "motorcade":
            result.append(occurrence)
            continue
        result += [replace(occurrence, at=span, order=n) for n, span in enumerate(spans)]
    return tuple(result[:most])


def _coordinated(parsed: Parsed, occurrence: Occurrence, places: Sequence[Toponym]) -> list[Span]:
    """The places joined by commas and "and" behind one preposition that hangs on the first trigger."""
    towns = {parsed.tokens_of(p.evidence[0]).root.i: p for p in places if p.feature == "P"}
    root = occurrence.trigger[0].root
    while root.dep_ in ("compound", "amod") and root.head is not root:
        root = root.head  # "protest rallies": the places hang on the rallies
    for head in (root, root.head if root.dep_ in ("dobj", "nsubj", "nsubjpass") else root):
        for prep in head.children:
            if prep.dep_ != "prep" or prep.lower_ not in _WHERE:
                continue
            found = [towns[t.i].evidence[0] for t in _conjuncts(prep) if t.i in towns]
            if len(found) > 1:
                return found
    return []


def _conjuncts(prep: Token) -> Iterator[Token]:
    for child in prep.children:
        if child.dep_ == "pobj":
            yield child
            yield from child.conjuncts

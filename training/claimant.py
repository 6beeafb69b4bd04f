"""Fit the judge of ``dateline.extract.claimant``: which word near a figure names who gives it.

    python training/claimant.py --bench ../shared/bench

Reads the coded articles (``own_labels.py``), and takes the coded sizes as given: every word near one that
says something is a row, and is right where it names the claimant that the coder wrote down. Writes
``src/dateline/extract/models/claimant.json.gz``. One core, half a minute.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from coded import find_words, read_coded  # in this folder
from fitting import Task, run

from dateline.extract.claimant import claimants_near, named_claimant
from dateline.extract.counted import Counted, find_counted
from dateline.extract.listed import shipped_list
from dateline.extract.name import find_names
from dateline.parse import Parsed

STRENGTH = 0.3
_SMALL = frozenset("the of a an and for in".split())


def task(bench: Path, tags: Path | None) -> Task:
    """The yes/no task; the tags are not asked."""
    return task_of(read_coded(bench, tags))


def task_of(articles: Iterable[tuple[dict[str, Any], Parsed]]) -> Task:
    """The yes/no task of some coded articles."""
    result = Task("claimant", strength=STRENGTH)
    for number, (gold, parsed) in enumerate(articles):
        names = find_names(parsed, shipped_list())
        for size, counted in coded_figures(gold, parsed):
            for candidate in claimants_near(parsed, counted.token):
                actor = named_claimant(parsed, candidate.token, names, 1.0)
                right = actor is not None and is_same_name(size.get("claimant"), actor.name)
                result.add(list(candidate.features), right, number)
    return result


def coded_figures(gold: dict[str, Any], parsed: Parsed) -> Iterator[tuple[dict[str, Any], Counted]]:
    """Each coded size with the number that its words hold; those without one are left out."""
    numbers = find_counted(parsed)
    for mention in gold["mentions"]:
        for size in mention["size"]:
            start, end = find_words(gold["text"], size) or (0, 0)
            inside = [n for n in numbers if n.quantity.start < end and start < n.quantity.end]
            same = [n for n in inside if _figures(n) == (size["low"], size["high"])]
            if inside:
                yield size, (same or inside)[0]


def _figures(counted: Counted) -> tuple[int | None, int | None]:
    return counted.quantity.reading.low, counted.quantity.reading.high


def is_same_name(coded: str | None, read: str) -> bool:
    """Whether two names share more than half of their words."""
    one, other = _words(coded or ""), _words(read)
    return bool(one and other) and len(one & other) / len(one | other) > 0.5


def _words(name: str) -> set[str]:
    return set(re.findall(r"\w+", re.sub(r"['’]s\b", "", name.lower()))) - _SMALL


if __name__ == "__main__":
    run(__doc__, lambda bench, tags: [task(bench, tags)])

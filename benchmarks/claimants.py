"""Measure who gives a figure, on the coded articles by five folds: the set ``claimants`` of bench.py.

The coded claimants are few (53 in 355 articles), so training and development articles are measured
together. In each fold the judges of sizes and of claimants are fitted anew on the other four, as
``training/`` fits those that ship; the articles of the fold are new to them. The rules of grammar that are
features of the judge were written with the labelled articles in view.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from types import ModuleType
from typing import Any

sys.path.insert(0, str(Path(__file__).parent.parent / "training"))

import claimant as fitted_claimant
import sizes as fitted_sizes
from coded import coded_occurrences, read_coded_file
from fitting import fit_quietly

from dateline.extract.claimant import find_claimant
from dateline.extract.listed import shipped_list
from dateline.extract.name import find_names
from dateline.extract.size import Judges, find_sizes, sizes_of_event
from dateline.parse import Parsed
from dateline.records import Actor, Name

FILES = ("records/train.jsonl", "records/dev.jsonl")
FOLDS = 5
Coded = tuple[dict[str, Any], Parsed]


def measure(bench: Path, scorer: ModuleType) -> dict[str, Any]:
    """The figures of both ways to ask: the coders' sizes given, and only their events given."""
    return measure_articles([coded for file in FILES for coded in read_coded_file(bench / file)], scorer)


def measure_articles(articles: Sequence[Coded], scorer: ModuleType) -> dict[str, Any]:
    given, asked = Counter[str](), {"sizes": Counter[str](), "claimant": Counter[str]()}
    for judges, fold in folds(articles):
        for gold, parsed in fold:
            names = find_names(parsed, shipped_list())
            given.update(of_coded_sizes(gold, parsed, names, judges, scorer))
            for slot, counts in of_coded_events(gold, parsed, names, judges, scorer):
                asked[slot].update(counts)
    return {
        "sizes given": scored(given, scorer),
        "events given": scored(asked["claimant"], scorer),
        "events given, sizes": scored(asked["sizes"], scorer),
    }


def folds(articles: Sequence[Coded]) -> Iterator[tuple[Judges, list[Coded]]]:
    """Every fifth article, with judges that were fitted on the others."""
    sizes, claimants = fitted_sizes.task_of(articles), fitted_claimant.task_of(articles)
    everything = set(range(len(articles)))
    for first in range(FOLDS):
        fold = range(first, len(articles), FOLDS)
        others = everything - set(fold)
        judges = Judges(fit_quietly(sizes.of(others)), fit_quietly(claimants.of(others)))
        yield judges, [articles[at] for at in fold]


def of_coded_sizes(
    gold: dict[str, Any], parsed: Parsed, names: Sequence[Name], judges: Judges, scorer: ModuleType
) -> Counter[str]:
    """How many claimants the coders gave, how many were read, and how many are the same."""
    counts = Counter[str](gold=sum(bool(s.get("claimant")) for m in gold["mentions"] for s in m["size"]))
    for size, counted in fitted_claimant.coded_figures(gold, parsed):
        actor = find_claimant(parsed, counted.token, names, judges.claimant)
        coded = size.get("claimant")
        same = bool(coded and actor and scorer.same_name(coded, None, _actor(actor)))
        counts.update(read=actor is not None, same=same)
    return counts


def of_coded_events(
    gold: dict[str, Any], parsed: Parsed, names: Sequence[Name], judges: Judges, scorer: ModuleType
) -> Iterator[tuple[str, dict[str, int]]]:
    """The scorer's counts of sizes and claimants, each coded event given."""
    events, found = list(coded_occurrences(gold, parsed)), find_sizes(parsed)
    for mention, occurrence in events:
        others = [other for _, other in events if other is not occurrence]
        read = [
            {"low": s.low, "high": s.high, "claimant": s.claimant and _actor(s.claimant)}
            for s in sizes_of_event(parsed, occurrence, found, others, names, judges=judges)
        ]
        for slot, n_gold, n_read, n_same in scorer.slots(gold["text"], mention, {"sizes": read}):
            if slot in {"sizes", "claimant"}:
                yield slot, {"gold": n_gold, "read": n_read, "same": n_same}


def scored(counts: Counter[str], scorer: ModuleType) -> dict[str, Any]:
    measured: dict[str, Any] = scorer.prf(counts["same"], counts["read"], counts["gold"])
    return measured


def _actor(actor: Actor) -> dict[str, Any]:
    return {"name": actor.name, "acronym": actor.acronym}

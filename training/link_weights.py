"""Fit the weights by which mentions are linked, on articles that were coded and linked for Dateline itself.

    python training/link_weights.py --bench ../shared/bench [--folds 5]

Reads which mentions tell of one event (``labels/links.jsonl``), codes the articles as ``dateline code
--all`` does, compares the mentions as ``dateline link`` does, and fits one weight an answer by logistic
regression over the pairs that share a block, near weights that were judged beforehand. Writes
``src/dateline/link/weights.json``. No label of ``bench/linking`` is read. Seeded; minutes on two cores, most
of them for coding. Pairs of groups that were left out are scored first.
"""

from __future__ import annotations

import argparse
import json
import math
import random
import subprocess
import sys
import tempfile
from collections import Counter, defaultdict
from pathlib import Path
from typing import Any

import numpy as np
from own_labels import read_coded_rows
from scipy.optimize import minimize

from dateline.link.comparison import QUESTIONS
from dateline.link.description import describe
from dateline.link.scoring import compare, load, opened, reasons, tables
from dateline.link.weights import MOST_BITS, Chance, Weights, shipped

LABELS = Path(__file__).parent / "labels/links.jsonl"
OUT = Path(__file__).parents[1] / "src/dateline/link/weights.json"
VERSION = "1"
SEED, STRENGTH = 11, 1.0
# A sentence is as near as two triggers may be to be those of one mention.
NEAR = 120
# What each answer was taken to weigh before any pair was counted, in bits, from what it means: a same day and
# town speak for one event, a word more or less for little. Few labels move these; many would.
_BEFORE = """
when     none_close -1  none_near -3  none_far -6  going_on 4  going_month 3  going_season 1  same_day 4
when     next_day 2  overlap 2  few_days -2  unsure -4  weeks -14  far -14
where    same_town 4  near 2  wide 0  unsure -3  other_town -6  same_region 1  same_country 0
where    other_country -12
form     same 3  general 1  like 1  one_general 0  other -3
actors   shared_3 4  shared_2 3  shared_1 1  none -1
sides    opposed -4  not_opposed 0
issues   shared_4 5  shared_2 2  shared_1 1  none -1
size     like 1  near 0  other -2
words    shared_6 5  shared_4 3  shared_3 2  shared_2 1  shared_1 0  none -1
names    shared_6 4  shared_4 2  shared_2 1  shared_1 0  none -2
article  same -4  two 0
"""
PRIOR_BITS = -8.0
ANSWERS = [(q.name, a.name) for q in QUESTIONS for a in q.answers if not a.says_nothing]
BEFORE: dict[str, dict[str, float]] = defaultdict(dict)
for _line in _BEFORE.split("\n"):
    _question, *_rest = _line.split() or [""]
    BEFORE[_question] |= {answer: float(bits) for answer, bits in zip(_rest[::2], _rest[1::2], strict=True)}


Row = dict[str, Any]
Pair = tuple[int, int, list[str], bool]


def coded(rows: list[Row]) -> list[Row]:
    """The articles as ``dateline code --all`` reads them."""
    with tempfile.TemporaryDirectory() as folder:
        given, made = Path(folder, "in.jsonl"), Path(folder, "out.jsonl")
        kept = ("id", "published", "title", "text")
        lines = "".join(json.dumps({k: row.get(k) for k in kept}) + "\n" for row in rows)
        given.write_text(lines, encoding="utf-8")
        command = [
            sys.executable,
            "-m",
            "dateline",
            "code",
            str(given),
            "--all",
            "--quiet",
            "--output",
            str(made),
        ]
        subprocess.run(command, check=True)  # noqa: S603 - our own program
        return [json.loads(line) for line in made.read_text(encoding="utf-8").splitlines()]


def groups_of(records: list[Row], labels: list[Row]) -> dict[str, int]:
    """The group of each mention of Dateline that is one of the coded mentions; the groups' numbers."""
    found: dict[str, int] = {}
    wanted: dict[str, list[tuple[int, int, int]]] = defaultdict(list)
    for number, row in enumerate(labels):
        for article, start, end in row["mentions"]:
            wanted[article].append((start, end, number))
    for record in records:
        here = sorted(wanted[record["article"]["id"]])
        free = list(record["mentions"])
        for start, end, group in here:
            near = min(free, key=lambda mention: _distance(mention, start, end), default=None)
            if near is not None and _distance(near, start, end) <= NEAR:
                free.remove(near)
                found[near["id"]] = group
    return found


def _distance(mention: Row, start: int, end: int) -> int:
    """Characters between a coded trigger and the nearest one of a mention."""
    return min(max(span["start"] - end, start - span["end"], 0) for span in mention["trigger"][:3])


def pairs_of(records: list[Row], group: dict[str, int]) -> list[Pair]:
    """The pairs that share a block, both mentions coded: their groups, the answers, whether they are one."""
    described = [d for r in records for d in describe(r, r["article"]["text"]) if d.mention in group]
    with opened() as database:
        mentions = load(database, tables(described))
        compare(database, shipped())
        pairs = database.execute("select one, other from pair order by all").fetchall()
        told = [
            (a, b, [reason.answer for reason in why]) for a, b, why in reasons(database, shipped(), pairs)
        ]
    of = [group[mention] for mention in mentions]
    return [(of[a], of[b], answers, of[a] == of[b]) for a, b, answers in told]


def fit(pairs: list[Pair], strength: float = STRENGTH) -> Weights:
    """One weight an answer, in bits, near what was judged beforehand where the pairs do not say otherwise."""
    table, right = _table(pairs)
    before = np.array([*(BEFORE[question][answer] for question, answer in ANSWERS), PRIOR_BITS])

    def loss(change: np.ndarray) -> tuple[float, np.ndarray]:
        scores = table @ (before + change) * math.log(2)
        chance = 1 / (1 + np.exp(-scores))
        wrong = np.logaddexp(0, np.where(right, -scores, scores)).sum()
        slope = table.T @ (chance - right) * math.log(2)
        # The prior moves freely: how many pairs are of one event is not known beforehand.
        return wrong + strength * (change[:-1] ** 2).sum(), slope + 2 * strength * np.append(change[:-1], 0)

    found = minimize(loss, np.zeros(len(before)), jac=True, method="L-BFGS-B")
    bits = before + found.x
    seldom = (table[~right].sum(axis=0) + 1) / ((~right).sum() + len(ANSWERS))
    chances: dict[str, dict[str, Chance]] = {question.name: {} for question in QUESTIONS}
    for (question, answer), weight, two in zip(ANSWERS, bits, seldom, strict=False):
        kept = min(weight, MOST_BITS.get((question, answer), math.inf))
        chances[question][answer] = Chance.of_bits(kept, two)
    source = f"{len(pairs)} pairs of coded articles, {int(right.sum())} of one event, seed {SEED}"
    prior = 2 ** bits[-1] / (1 + 2 ** bits[-1])
    return Weights(VERSION, source, round(prior, 9), chances)


def _table(pairs: list[Pair]) -> tuple[np.ndarray, np.ndarray]:
    """Which answers each pair gives, a column of ones last; which pairs are one event."""
    column = {answer: number for number, answer in enumerate(ANSWERS)}
    table = np.zeros((len(pairs), len(ANSWERS) + 1))
    table[:, -1] = 1
    for row, (_, _, answers, _) in enumerate(pairs):
        for question, answer in zip(QUESTIONS, answers, strict=True):
            if (question.name, answer) in column:
                table[row, column[question.name, answer]] = 1
    return table, np.array([one for *_, one in pairs])


def bits_of(weights: Weights, answers: list[str]) -> float:
    """What the answers of a pair come to."""
    said = zip(QUESTIONS, answers, strict=True)
    known = [weights.chances[q.name].get(answer) for q, answer in said]
    return weights.prior_bits + sum(chance.bits for chance in known if chance)


def left_out(pairs: list[Pair], folds: int, strength: float = STRENGTH) -> None:
    """Precision and recall of pairs whose groups were not fitted on."""
    names = sorted({group for a, b, *_ in pairs for group in (a, b)})
    random.Random(SEED).shuffle(names)
    fold = {group: number % folds for number, group in enumerate(names)}
    counts: Counter[tuple[bool, bool]] = Counter()
    for part in range(folds):
        seen = [pair for pair in pairs if fold[pair[0]] != part and fold[pair[1]] != part]
        weights = fit(seen, strength)
        for a, b, answers, one in pairs:
            # A pair of two groups is scored once, by the fold of the lower.
            if fold[min(a, b)] == part:
                counts[bits_of(weights, answers) > 0, one] += 1
    linked, right = counts[True, True] + counts[True, False], counts[True, True] + counts[False, True]
    print(
        f"left-out pairs: precision {counts[True, True] / max(linked, 1):.3f} of {linked}, "
        f"recall {counts[True, True] / max(right, 1):.3f} of {right}, {sum(counts.values())} pairs"
    )


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--bench", type=Path, default=Path("../shared/bench"))
    parser.add_argument(
        "--records", type=Path, help="what 'dateline code --all' made of the articles, to save time"
    )
    parser.add_argument("--folds", type=int, default=5)
    arguments = parser.parse_args()
    labels = [json.loads(line) for line in LABELS.read_text(encoding="utf-8").splitlines()]
    named = {article for row in labels for article, *_ in row["mentions"]}
    rows = [row for row in read_coded_rows(arguments.bench, with_own=True) if row["id"] in named]
    if arguments.records:
        records = [json.loads(line) for line in arguments.records.read_text(encoding="utf-8").splitlines()]
        records = [record for record in records if record["article"]["id"] in named]
    else:
        records = coded(rows)
    pairs = pairs_of(records, groups_of(records, labels))
    left_out(pairs, arguments.folds)
    weights = fit(pairs)
    OUT.write_text(
        json.dumps(json.loads(weights.to_json()), indent=1, sort_keys=True) + "\n", encoding="utf-8"
    )
    print(f"{OUT.name}: {weights.source}; prior {weights.prior_bits:+.1f} bits")
    for question, answer in ANSWERS:
        print(f"  {question:8} {answer:14} {weights.chances[question][answer].bits:+6.2f}")


if __name__ == "__main__":
    main()

"""Weights estimated from the mentions of one project, without labels.

Random pairs tell how often an answer is given for two events, expectation maximisation how often for one.
"""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Iterable, Mapping
from dataclasses import replace
from math import inf
from typing import TYPE_CHECKING, Any, Final

from dateline.errors import UsageError
from dateline.link.comparison import QUESTIONS
from dateline.link.scoring import load, opened, settings
from dateline.link.weights import MOST_BITS, Chance, Weights

if TYPE_CHECKING:
    import pyarrow as pa
    from duckdb import DuckDBPyConnection

FEWEST: Final = 300
"""Mentions from which on an estimate is worth having."""
_RANDOM_PAIRS: Final = 1_000_000
_LEAST, _MOST = 0.0005, 0.9995  # no answer, however rare, decides alone


def estimate(described: Iterable[pa.Table], start: Weights, seed: int) -> Weights:
    """The weights of these mentions; the same for the same mentions and seed, whatever order they come in.

    Answers that no pair gives keep the chances of ``start``. Those of ``MOST_BITS`` decide as they do in
    ``start``: an estimate weighs each answer as if it stood alone, so what speaks for one event comes to
    more, and they are bounded in the same proportion.

    Raises:
        UsageError: There are too few mentions, or what linking needs is not installed.
    """
    with opened() as database:
        count = len(load(database, described))
        if count < FEWEST:
            raise UsageError(
                f"the project has {count:,} mentions; an estimate needs {FEWEST:,}, and below some thousands "
                "the shipped weights are better"
            )
        trained = _trained(database, start, seed)
    found = {
        question.name: {
            answer: _chance(trained[question.name].get(answer, {}), chance)
            for answer, chance in start.chances[question.name].items()
        }
        for question in QUESTIONS
    }
    chances = _bounded(found, max(1.0, _strongest(found) / _strongest(start.chances)))
    made = replace(
        start, chances=chances, source=f"{count:,} mentions of the project, seed {seed}, from {start.version}"
    )
    digest = hashlib.sha256(made.to_json().encode()).hexdigest()[:8]
    return replace(made, version=f"own-{digest}")


def _trained(database: DuckDBPyConnection, start: Weights, seed: int) -> dict[str, dict[str, dict[str, Any]]]:
    """The levels of every question by the answers' names, as Splink leaves them."""
    from splink import DuckDBAPI, Linker, block_on

    # Splink numbers the rows that it draws by where they lie: one thread keeps them in place.
    database.execute("set threads = 1")
    database.execute("set preserve_insertion_order = true")
    database.execute("create or replace table description as select * from description order by n")
    linker = Linker(
        DuckDBAPI(connection=database).register("description"),
        settings(start),
        log_level=logging.ERROR,
        validate_settings=False,
    )
    linker.training.estimate_u_using_random_sampling(max_pairs=_RANDOM_PAIRS, seed=seed)
    for rule in (block_on("place", "first"), "l.actors[1] = r.actors[1]"):
        linker.training.estimate_parameters_using_expectation_maximisation(rule)
    found = linker.misc.save_model_to_json(None)
    named = {q.name: {answer.words: answer.name for answer in q.answers} for q in QUESTIONS}
    return {
        (question := comparison["output_column_name"]): {
            named[question][level["label_for_charts"]]: level for level in comparison["comparison_levels"]
        }
        for comparison in found["comparisons"]
    }


def _chance(level: dict[str, Any], before: Chance) -> Chance:
    one, two = level.get("m_probability"), level.get("u_probability")
    if not isinstance(one, float) or not isinstance(two, float):
        return before
    return Chance(min(max(one, _LEAST), _MOST), min(max(two, _LEAST), _MOST))


def _strongest(chances: Mapping[str, Mapping[str, Chance]]) -> float:
    """Bits of all answers that speak most for one event."""
    return sum(max(chance.bits for chance in answers.values()) for answers in chances.values())


def _bounded(chances: Mapping[str, Mapping[str, Chance]], times: float) -> dict[str, dict[str, Chance]]:
    bounds = {answer: bits * times for answer, bits in MOST_BITS.items()}
    return {
        question: {
            answer: Chance.of_bits(most, chance.two_events)
            if chance.bits > (most := bounds.get((question, answer), inf))
            else chance
            for answer, chance in answers.items()
        }
        for question, answers in chances.items()
    }

"""The weight of evidence of many pairs at once, by Splink on DuckDB."""

from __future__ import annotations

import logging
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from itertools import batched
from typing import TYPE_CHECKING, Any, Final

from dateline.errors import UsageError
from dateline.link import blocking
from dateline.link.comparison import QUESTIONS, Question
from dateline.link.description import Description
from dateline.link.weights import Weights

if TYPE_CHECKING:
    import pyarrow as pa
    from duckdb import DuckDBPyConnection

_ROWS_AT_ONCE: Final = 20_000
_PACKAGES: Final = ("datasketch", "duckdb", "pyarrow", "scipy", "splink")
_MEMORY_MB: Final = 4_000  # that DuckDB may use
_PAIRS_AT_ONCE: Final = 4_000_000  # a few hundred megabytes of answers
_COLUMNS: Final = {
    "mention": "string",
    "article": "string",
    "told": "int64",
    "first": "int64",
    "last": "int64",
    "day_trust": "float64",
    "lasting": "bool",
    "form": "string",
    "place": "int64",
    "latitude": "float64",
    "longitude": "float64",
    "country": "string",
    "admin1": "string",
    "near": "bool",
    "place_trust": "float64",
    "actors": "list",
    "own": "list",
    "targets": "list",
    "issues": "list",
    "words": "list",
    "names": "list",
    "low": "int64",
    "high": "int64",
    "apart": "list",
}


def check_installed() -> None:
    """Say so before anything is read or decided where a package is missing.

    Raises:
        UsageError: What linking needs is not installed.
    """
    if any(find_spec(name) is None for name in _PACKAGES):
        raise UsageError("linking needs more packages: pip install 'dateline[link]'")


@contextmanager
def opened() -> Iterator[DuckDBPyConnection]:
    """A database of its own for one comparison, with a folder of its own for what memory does not hold.

    Raises:
        UsageError: What linking needs is not installed.
    """
    check_installed()
    import duckdb

    with tempfile.TemporaryDirectory(prefix="dateline-") as folder, duckdb.connect() as database:
        database.execute(f"set memory_limit = '{_MEMORY_MB}MB'")
        database.execute(f"set temp_directory = '{folder.replace("'", "''")}'")
        database.execute("set preserve_insertion_order = false")
        yield database


def table(descriptions: Sequence[Description]) -> pa.Table:
    """Descriptions as a table, one column a field, which goes from process to process at little cost."""
    import pyarrow as pa

    columns = {name: [getattr(one, name) for one in descriptions] for name in _COLUMNS}
    return pa.table(columns, schema=_schema())


def tables(descriptions: Iterable[Description]) -> Iterator[pa.Table]:
    """Descriptions as tables that are not too large."""
    return map(table, batched(descriptions, _ROWS_AT_ONCE))


@cache
def _schema() -> pa.Schema:
    import pyarrow as pa

    kinds = {"list": pa.list_(pa.string()), "bool": pa.bool_()}
    return pa.schema([(name, kinds.get(kind) or getattr(pa, kind)()) for name, kind in _COLUMNS.items()])


def load(database: DuckDBPyConnection, described: Iterable[pa.Table]) -> list[str]:
    """Put descriptions into the table ``description``, numbered (``n``) in the order of the mentions' ids.

    The order they come in does not matter. Gives the ids by number.
    """
    import pyarrow as pa

    database.register("rows", _schema().empty_table())
    database.execute("create or replace table given as select * from rows")
    for some in _gathered(described):
        database.register("rows", pa.concat_tables(some))
        database.execute("insert into given select * from rows")
    database.unregister("rows")
    database.execute(
        "create or replace table description as "
        "select row_number() over (order by mention) - 1 as n, * from given"
    )
    database.execute("drop table given")
    return [
        mention for (mention,) in database.execute("select mention from description order by n").fetchall()
    ]


def _gathered(described: Iterable[pa.Table]) -> Iterator[list[pa.Table]]:
    """Tables in lots of about as many rows as are put in at once."""
    held: list[pa.Table] = []
    for one in described:
        held.append(one)
        if sum(part.num_rows for part in held) >= _ROWS_AT_ONCE:
            yield held
            held = []
    if held:
        yield held


def compare(database: DuckDBPyConnection, weights: Weights) -> int:
    """Weigh every pair that shares a block: fills the table ``scored`` (``one``, ``other``, ``bits``).

    ``bits`` is the weight of evidence: positive where the two are linked.
    Gives how many pairs were compared.
    """
    count = blocking.find_pairs(database)
    database.execute("create or replace table scored (one integer, other integer, bits real)")
    parts = -(-count // _PAIRS_AT_ONCE)
    for part in range(parts):
        database.execute(
            "create or replace table part as select one as join_key_l, other as join_key_r, 0 as match_key "
            f"from pair where one % {parts} = {part}"
        )
        _score(database, weights)
    return count


def _score(database: DuckDBPyConnection, weights: Weights) -> None:
    """Weigh the pairs of the table ``part``."""
    from splink import DuckDBAPI, Linker

    api = DuckDBAPI(connection=database)
    linker = Linker(
        api.register("description"), settings(weights), log_level=logging.ERROR, validate_settings=False
    )
    linker.table_management.register_blocked_pairs_for_predict(api.register("part"))
    found = linker.inference.predict(warning_mode="never")
    database.execute(f"insert into scored select n_l, n_r, match_weight from {found.physical_name}")
    found.drop_table_from_database_and_remove_from_cache()


def settings(weights: Weights) -> dict[str, Any]:
    """The questions and weights as Splink takes them."""
    return {
        "link_type": "dedupe_only",
        "unique_id_column_name": "n",
        "comparisons": [_comparison(question, weights) for question in QUESTIONS],
        "blocking_rules_to_generate_predictions": [],
        "probability_two_random_records_match": weights.prior,
        "retain_matching_columns": False,
        "retain_intermediate_calculation_columns": False,
    }


def _comparison(question: Question, weights: Weights) -> dict[str, Any]:
    levels: list[dict[str, Any]] = []
    for answer in question.answers:
        level: dict[str, Any] = {"sql_condition": answer.sql, "label_for_charts": answer.words}
        if answer.says_nothing:
            level["is_null_level"] = True
        else:
            chance = weights.chances[question.name][answer.name]
            level |= {"m_probability": chance.one_event, "u_probability": chance.two_events}
        levels.append(level)
    return {"output_column_name": question.name, "comparison_levels": levels}


@dataclass(frozen=True, slots=True)
class Reason:
    """One field of a comparison: the question, the answer, its bits for one event or (negative) for two."""

    question: str
    answer: str
    words: str
    bits: float


def reasons(
    database: DuckDBPyConnection, weights: Weights, pairs: Sequence[tuple[int, int]]
) -> Iterator[tuple[int, int, tuple[Reason, ...]]]:
    """The answers to all questions for some pairs of the table ``description``, by question."""
    import pyarrow as pa

    both = pa.table({"one": [one for one, _ in pairs], "other": [other for _, other in pairs]})
    database.register("asked", both.cast(pa.schema([("one", pa.int64()), ("other", pa.int64())])))
    sides = ", ".join(f"{a}.{column} as {column}_{a}" for column in _COLUMNS for a in "lr")
    answers = ", ".join(map(_answer_sql, QUESTIONS))
    found = database.execute(
        f"select one, other, {answers} from (select one, other, {sides} from asked "
        "join description l on l.n = one join description r on r.n = other) order by one, other"
    )
    known = [[_reason(question, n, weights) for n in range(len(question.answers))] for question in QUESTIONS]
    while rows := found.fetchmany(_ROWS_AT_ONCE):
        for one, other, *numbers in rows:
            yield one, other, tuple(map(list.__getitem__, known, numbers))
    database.unregister("asked")


def _answer_sql(question: Question) -> str:
    *conditions, _ = question.answers
    cases = " ".join(f"when {answer.sql} then {number}" for number, answer in enumerate(conditions))
    return f"case {cases} else {len(conditions)} end"


def _reason(question: Question, number: int, weights: Weights) -> Reason:
    answer = question.answers[number]
    bits = 0.0 if answer.says_nothing else weights.chances[question.name][answer.name].bits
    return Reason(question.name, answer.name, answer.words, bits)

"""Parquet, read back by three programs that did not write it."""

from __future__ import annotations

import dataclasses
import json
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import polars
import pytest
from hypothesis import HealthCheck, given, settings
from pyarrow import parquet as pq

sys.path.insert(0, str(Path(__file__).parents[1] / "fixtures"))
from any_record import records
from build_records import march_mention, march_record, record_of

from dateline.export import parquet
from dateline.export.flat import HEADER
from dateline.export.parquet import NOT_REPEATED
from dateline.export.writers import open_writers
from dateline.records import Mention, MentionId, Record
from dateline.records.codec import encode

Row = dict[str, Any]


def written(target: Path, *given: Record) -> Path:
    with open_writers([str(target)], force=True) as (writer,):
        for record in given:
            writer.write(record)
    return target


def by_pyarrow(path: Path) -> list[Row]:
    rows: list[Row] = pq.read_table(path).to_pylist()
    return rows


def by_polars(path: Path) -> list[Row]:
    return polars.read_parquet(path).to_dicts()


def by_duckdb(path: Path) -> list[Row]:
    with duckdb.connect() as database:
        found = database.execute("select * from read_parquet($1)", [str(path)])
        names = [column[0] for column in found.description or ()]
        return [dict(zip(names, row, strict=True)) for row in found.fetchall()]


READERS = pytest.mark.parametrize(
    "read", [by_pyarrow, by_polars, by_duckdb], ids=["pyarrow", "polars", "duckdb"]
)


def as_json(value: Any) -> Any:
    """A value that was read back, as the JSON record writes it."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, list):
        return [as_json(item) for item in value]
    if isinstance(value, dict):
        is_plain_span = value.keys() == {"start", "end", "quote", "in"} and value["in"] == "text"
        return {key: as_json(item) for key, item in value.items() if not (is_plain_span and key == "in")}
    return value


@READERS
def test_the_columns_of_the_flat_table_are_typed(read: Any, tmp_path: Path) -> None:
    (row,) = read(written(tmp_path / "a.parquet", march_record()))
    assert row["date_start"] == date(2024, 3, 14)
    assert (row["size_low"], row["size_high"], row["killed_low"]) == (2000, 19999, None)
    assert (row["latitude"], row["main"], row["needs_review"]) == (-29.8579, True, False)
    assert (row["published"], row["admin2"], row["damage"], row["review_reasons"]) == (None, None, None, None)
    assert row["issues"] == "for: higher wages"


@READERS
def test_a_mention_is_there_with_everything_that_the_record_holds(read: Any, tmp_path: Path) -> None:
    record = march_record()
    (row,) = read(written(tmp_path / "a.parquet", record))
    assert as_json(row["mention"]) == encode(record.mentions[0])
    assert as_json(row["mention_statements"]) == [encode(statement) for statement in record.statements]
    assert as_json(row["article"]) == encode(record.article)
    assert as_json(row["record"]["input"]) == encode(record.input)
    assert (row["record"]["outcome"], row["record"]["relevance"]) == ("coded", 0.98)


@pytest.mark.slow
@READERS
@given(record=records)
@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
def test_whatever_a_record_holds_is_read_back(
    read: Any, record: Record, tmp_path_factory: pytest.TempPathFactory
) -> None:
    target = written(tmp_path_factory.mktemp("any") / "a.parquet", record)
    rows = read(target)
    assert [as_json(row["mention"]) for row in rows] == [encode(mention) for mention in record.mentions]
    assert all(as_json(row["article"]) == encode(record.article) for row in rows)
    assert [as_json(row["mention_statements"]) for row in rows] == [
        [encode(s) for s in record.statements if s.mention == mention.id] for mention in record.mentions
    ]


@READERS
def test_words_are_neither_masked_nor_given_an_apostrophe(read: Any, tmp_path: Path) -> None:
    record = march_record()
    record = replace(record, article=replace(record.article, title="=SUM(1) by Musa Khoza"))
    (row,) = read(written(tmp_path / "a.parquet", record))
    assert row["title"] == "=SUM(1) by Musa Khoza"
    assert row["statements"].startswith("Musa Khoza: ")


@READERS
def test_an_empty_run_has_the_same_columns(read: Any, tmp_path: Path) -> None:
    empty = written(tmp_path / "empty.parquet", record_of("Nothing happened."))
    assert read(empty) == []
    full = written(tmp_path / "full.parquet", march_record())
    assert pq.read_schema(empty).equals(pq.read_schema(full))


def test_the_first_columns_are_those_of_the_flat_table(tmp_path: Path) -> None:
    names = pq.read_schema(written(tmp_path / "a.parquet")).names
    assert tuple(names) == (*HEADER, "mention", "mention_statements", "article", "record")


def fields_of(kind: Any) -> list[str]:
    return [f.metadata.get("key", f.name) for f in dataclasses.fields(kind)]


def test_every_field_of_the_record_has_a_column_or_is_left_to_json_lines() -> None:
    schema = parquet.schema()
    assert [field.name for field in schema.field("mention").type] == fields_of(Mention)
    kept = [field.name for field in schema.field("record").type]
    assert kept == [name for name in fields_of(Record) if name not in NOT_REPEATED]


def test_files_of_two_runs_can_be_read_as_one(tmp_path: Path) -> None:
    written(tmp_path / "a.parquet", march_record())
    written(tmp_path / "b.parquet")
    written(tmp_path / "c.parquet", march_record(), march_record())
    every = str(tmp_path / "*.parquet")
    assert polars.read_parquet(every).height == 3
    assert duckdb.sql(f"select count(*) from '{every}'").fetchall() == [(3,)]


def test_the_footer_says_what_made_the_file(tmp_path: Path) -> None:
    facts = pq.read_metadata(written(tmp_path / "a.parquet", march_record())).metadata
    assert facts[b"dateline.schema"] == b"1"
    assert json.loads(facts[b"dateline.made_by"]) == encode(march_record().made_by)


def marches(count: int) -> Iterator[Record]:
    mention = march_mention()
    for i in range(count):
        yield replace(march_record(), mentions=(replace(mention, id=MentionId(f"m{i}")), mention))


def test_rows_are_written_in_groups_and_in_order(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parquet, "_BATCH_ROWS", 3)
    monkeypatch.setattr(parquet, "_GROUP_ROWS", 6)
    target = written(tmp_path / "a.parquet", *marches(10))
    assert pq.read_metadata(target).num_row_groups == 4
    assert [row["mention_id"] for row in by_pyarrow(target)] == [
        m for i in range(10) for m in (f"m{i}", "m1")
    ]


def test_long_articles_end_a_batch_before_it_is_full(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parquet, "_BATCH_CHARACTERS", 1)
    monkeypatch.setattr(parquet, "_GROUP_BYTES", 1)
    assert (
        pq.read_metadata(written(tmp_path / "a.parquet", march_record(), march_record())).num_row_groups == 2
    )


def test_a_mention_out_of_scope_stays_with_its_reason(tmp_path: Path) -> None:
    mention = replace(march_mention(), out_of_scope=("least_people",))
    (row,) = by_pyarrow(written(tmp_path / "a.parquet", replace(march_record(), mentions=(mention,))))
    assert row["mention"]["out_of_scope"] == ["least_people"]

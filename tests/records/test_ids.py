"""Ids of values."""

from __future__ import annotations

from dateline.records.ids import value_id


def test_an_id_is_sixteen_hex_digits() -> None:
    assert len(value_id("a", "size", 0, 4)) == 16
    int(value_id("a", "size", 0, 4), 16)


def test_ids_differ_by_article_field_and_span() -> None:
    ids = {value_id("a", "size", 0, 4), value_id("b", "size", 0, 4), value_id("a", "issue", 0, 4),
           value_id("a", "size", 0, 5), value_id("a", "size", 1, 4)}  # fmt: skip
    assert len(ids) == 5


def test_an_id_is_the_same_on_every_machine() -> None:
    assert value_id("a", "size", 0, 4) == "fde413b86b5f70bd"

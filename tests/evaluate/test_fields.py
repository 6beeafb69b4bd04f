"""The field report says which fields are filled, which are constant, and which are empty."""

from __future__ import annotations

from typing import Any

import pytest

from dateline.evaluate.fields import LABELLED, UNLABELLED, field_report, values_at

TEXT = "Bakers marched in Leeds. Drivers struck in Hull."


def in_order(text: str, golds: list[Any], preds: list[Any]) -> list[tuple[int, int]]:
    return [(i, i) for i in range(min(len(golds), len(preds)))]


def article(count: int, **fields: Any) -> dict[str, Any]:
    return {"id": "made", "text": TEXT, "mentions": [dict(fields) for _ in range(count)]}


def verdicts(golds: list[Any], outputs: dict[str, Any]) -> dict[str, tuple[int | None, int, int, str]]:
    return {
        line.name: (line.cases, line.filled, line.distinct, line.verdict)
        for line in field_report(golds, outputs, in_order)
    }


def forms(*values: str | None) -> dict[str, Any]:
    return {"made": {"mentions": [{"form": {"value": value}} for value in values]}}


@pytest.mark.parametrize(
    ("outputs", "line"),
    [
        pytest.param(forms("march", "strike"), (6, 2, 2, "filled"), id="filled"),
        pytest.param(forms("march", "march"), (6, 2, 1, "constant"), id="constant"),
        pytest.param(forms("march", None), (6, 1, 1, "rarely filled"), id="under a fifth"),
        pytest.param(forms(None), (6, 0, 0, "empty"), id="empty"),
        pytest.param({}, (6, 0, 0, "empty"), id="no output"),
    ],
)
def test_a_labelled_field_is_judged_where_gold_has_it(outputs: dict[str, Any], line: tuple[Any, ...]) -> None:
    assert verdicts([article(6, form="march")], outputs)["form.value"] == line


def test_a_field_that_no_label_has_is_said() -> None:
    assert (
        verdicts([article(1, form="march", damage=None)], forms("march"))["damage.words"][3] == "not in gold"
    )


def test_false_counts_as_a_value() -> None:
    outputs = {"made": {"mentions": [{"main": False}, {"main": True}]}}
    assert verdicts([article(2, main=True)], outputs)["main"] == (2, 2, 2, "filled")


def test_a_field_outside_gold_is_counted() -> None:
    outputs = {
        "made": {
            "mentions": [],
            "names": [{"kind": "person"}, {"kind": "place"}],
            "dates": [{"type": "date"}],
        }
    }
    lines = verdicts([article(0)], outputs)
    assert lines["names.kind"] == (None, 2, 2, "filled")
    assert lines["dates.type"] == (None, 1, 1, "constant")
    assert lines["statements.act.value"] == (None, 0, 0, "empty")


def test_no_field_is_listed_twice() -> None:
    names = [*(f"mentions.{name}" for name in LABELLED), *UNLABELLED]
    assert len(names) == len(set(names))


def test_values_are_found_through_lists_and_empty_ones_are_not() -> None:
    assert values_at({"a": [{"b": []}, {"b": ""}, {"b": 0}, {}]}, "a.b") == [0]

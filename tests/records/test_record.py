"""Records round-trip the contract and refuse what is not in it."""

from __future__ import annotations

import copy
import json
from typing import Any

import pytest

from dateline import Coder, Record
from dateline.errors import BrokenContract
from dateline.records import Span

TEXT = (
    "LAHORE - Some 3,000 teachers marched to the assembly on Saturday to demand higher pay, organisers said. "
    "Police arrested five of them. “We will be back,” said Amina Yusuf, secretary of the Teachers' "
    "Union (TU)."
)


@pytest.fixture(scope="module")
def data() -> dict[str, Any]:
    record = Coder().code(TEXT, published="2024-03-04", title="Teachers march", id="a1")
    result: dict[str, Any] = json.loads(record.to_json())
    return result


def test_a_record_comes_back_as_it_went(data: dict[str, Any]) -> None:
    assert json.loads(Record.from_dict(data).to_json()) == data


def test_the_contract_names_every_field(data: dict[str, Any]) -> None:
    assert list(data) == [
        "schema", "made_by", "input", "article", "outcome", "reason", "relevance", "mentions", "statements",
        "places", "dates", "names",
    ]  # fmt: skip
    assert set(data["mentions"][0]) == {
        "id", "main", "trigger", "form", "status", "date", "place", "organizers", "participants", "targets",
        "sizes", "wave", "issues", "police", "violence", "arrested", "injured", "killed", "damage",
        "relations", "review", "out_of_scope",
    }  # fmt: skip


def test_spans_in_the_text_do_not_say_so(data: dict[str, Any]) -> None:
    assert set(data["mentions"][0]["trigger"][0]) == {"start", "end", "quote"}


def test_spans_in_the_title_say_so() -> None:
    from dateline.records.codec import decode, encode

    span = Span.of("Teachers march", 9, 14, "title")
    assert encode(span) == {"start": 9, "end": 14, "quote": "march", "in": "title"}
    assert decode(Span, encode(span)) == span


@pytest.mark.parametrize(
    ("path", "value", "words"),
    [
        (("mentions", 0, "form", "value"), "party", "one of"),
        (("mentions", 0, "date", "start"), "Saturday", "ISO date"),
        (("mentions", 0, "trigger", 0, "start"), "4", "int"),
        (("article", "colour"), "red", "unknown"),
        (("schema",), 2, "schema"),
        (("mentions", 0, "trigger", 0, "quote"), "walked", "does not quote"),
        (("relevance",), True, "number"),
    ],
)
def test_what_breaks_the_contract_is_refused(
    data: dict[str, Any], path: tuple[str | int, ...], value: object, words: str
) -> None:
    broken: Any = copy.deepcopy(data)
    node = broken
    for step in path[:-1]:
        node = node[step]
    node[path[-1]] = value
    with pytest.raises(BrokenContract, match=words):
        Record.from_dict(broken)


def test_a_missing_field_is_named(data: dict[str, Any]) -> None:
    broken = copy.deepcopy(data)
    del broken["mentions"][0]["form"]["by"]
    with pytest.raises(BrokenContract, match=r"form: field 'by' is missing"):
        Record.from_dict(broken)


def test_the_same_text_gives_the_same_bytes() -> None:
    one, two = (Coder().code(TEXT, published="2024-03-04", id="a1").to_json() for _ in range(2))
    assert one == two


def test_a_span_needs_words() -> None:
    with pytest.raises(BrokenContract, match="no words"):
        Span.of("abc", 2, 2)

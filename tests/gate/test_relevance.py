"""The trained step tells a protest from other senses of the same words."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.errors import ModelError
from dateline.gate import SHORT_CHARS, Gate, RelevanceModel
from dateline.gate.features import MAX_WORDS, features
from dateline.settings import Settings

PROTEST = (
    "Hundreds of bus drivers marched through the centre of the city on Tuesday to demand higher wages. "
    "The demonstrators carried placards and chanted slogans outside the town hall. "
    "Police fired tear gas when some protesters blocked the road with burning tyres."
)
OTHER = (
    "Share prices rallied on Tuesday after the central bank left its rate alone. "
    "The striker who joined the club last summer scored twice. "
    "Analysts said the gains were the best in a year for the exchange."
)
MODEL = RelevanceModel()
ONLY_LOOKS = Path(__file__).with_name("only_looks.tsv")


def test_a_protest_is_likelier_than_not() -> None:
    assert MODEL.probability(PROTEST) > 0.5


def test_other_senses_are_unlikely() -> None:
    assert MODEL.probability(OTHER) < 0.3


def only_looks(kind: str) -> list[Any]:
    """Reports that hold words of protests and report none; thick ones hold four or more of them."""
    rows = [line.split("\t") for line in ONLY_LOOKS.read_text(encoding="utf-8").splitlines()[1:]]
    return [pytest.param(text, id=name) for of, name, text in rows if of == kind]


@pytest.mark.parametrize("text", only_looks("plain"))
def test_what_only_looks_like_a_protest_is_unlikely(text: str) -> None:
    assert MODEL.probability(text) < 0.3


@pytest.mark.parametrize("text", only_looks("thick"))
def test_a_report_thick_with_such_words_is_never_sure(text: str) -> None:
    assert MODEL.probability(text) < 0.9  # what the model card says it is weak at


@settings(max_examples=50)
@given(st.text(max_size=300), st.none() | st.text(max_size=40))
def test_a_probability_lies_between_0_and_1(text: str, title: str | None) -> None:
    assert 0.0 <= MODEL.probability(text, title) <= 1.0


def test_each_block_of_features_has_length_1() -> None:
    for block in features(PROTEST)[:3]:
        assert sum(value * value for value in block.values()) == pytest.approx(1.0)


def test_words_beyond_the_cap_change_nothing() -> None:
    filler = "again " * (MAX_WORDS + 10)
    assert features(filler) == features(filler + PROTEST)


def test_names_do_not_matter() -> None:
    here, there = (f"Workers met in {name} on Monday to protest." for name in ("Lagos", "Quito"))
    assert features(here) == features(there)


def test_missing_weights_are_named(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="absent"):
        RelevanceModel(tmp_path / "absent.npz").probability(PROTEST)


def test_damaged_weights_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "damaged.npz"
    path.write_bytes(b"PK but not a zip file")
    with pytest.raises(ModelError, match="install again"):
        RelevanceModel(path).probability(PROTEST)


def test_weights_of_another_shape_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "small.npz"
    with path.open("wb") as stream:
        np.savez_compressed(
            stream, name=np.array("x/1"), buckets=np.zeros((3, 8), np.int8),
            scales=np.ones(3, np.float32), sums=np.zeros(7, np.float32),
        )  # fmt: skip
    with pytest.raises(ModelError, match="another version"):
        RelevanceModel(path).probability(PROTEST)


def test_the_gate_keeps_a_protest_with_its_relevance() -> None:
    verdict = Gate(Settings()).judge(PROTEST)
    assert verdict.keep
    assert verdict.reason is None
    assert verdict.relevance > 0.5


@pytest.mark.parametrize(
    ("text", "threshold", "reason"),
    [
        pytest.param("The shop sells bread.", 0.05, "no protest word", id="no word"),
        pytest.param(OTHER * 2, 0.99, "relevance 0.", id="low relevance"),
    ],
)
def test_what_is_left_out_says_why(text: str, threshold: float, reason: str) -> None:
    verdict = Gate(Settings(gate_threshold=threshold)).judge(text)
    assert not verdict.keep
    assert verdict.reason is not None and verdict.reason.startswith(reason)


@pytest.mark.parametrize(
    ("more", "keep"),
    [pytest.param(0, True, id="short"), pytest.param(1, False, id="a character too long")],
)
def test_a_short_report_needs_the_word_list_alone(more: int, keep: bool) -> None:
    text = "Nurses at two hospitals plan a strike next Monday over pay.".ljust(SHORT_CHARS + more, ".")
    assert Gate(Settings(gate_threshold=1.0)).judge(text).keep is keep

"""The word list keeps what may be a protest and names what it found."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.gate import WordGate

GATE = WordGate()


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Nurses PICKETED the clinic.", id="upper case and an open-ended entry"),
        pytest.param("Farmers took to\nthe streets.", id="an expression over a line end"),
        pytest.param("The party called a hartal.", id="a South Asian form"),
        pytest.param("They held a sit‑in at the gate.", id="a non-breaking hyphen"),
        pytest.param("Pensioners marched in March.", id="the verb beside the month"),
        pytest.param("A march to the harbour ended quietly.", id="the noun march"),
        pytest.param("A crowd held up banners.", id="two weak words"),
    ],
)
def test_a_text_with_protest_words_is_kept(text: str) -> None:
    verdict = GATE.judge(text)
    assert verdict.keep
    assert verdict.reason is None


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("The bank opened a branch in Leeds.", id="none"),
        pytest.param("On 3 March 2019 the bank closed; it had opened in March.", id="the month"),
        pytest.param("A crowd saw the match.", id="one weak word"),
        pytest.param("The bandhara was full after the rains.", id="inside another word"),
        pytest.param("", id="empty"),
    ],
)
def test_a_text_without_protest_words_is_left_out_and_says_so(text: str) -> None:
    verdict = GATE.judge(text)
    assert not verdict.keep
    assert verdict.reason == "no protest word"


def test_the_title_counts() -> None:
    assert GATE.judge("Trains stood still on Monday.", "Railway strike").keep


def test_find_gives_the_entries_in_order() -> None:
    assert GATE.find("The strikers marched; the riot ended.") == ["strikers", "marched", "riot"]


@given(st.text(max_size=300))
def test_any_text_gives_a_verdict(text: str) -> None:
    verdict = GATE.judge(text)
    assert verdict.keep == (verdict.reason is None)

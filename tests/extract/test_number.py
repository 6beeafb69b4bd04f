"""How many: the grammar of sizes, row by row of the contract's table."""

from __future__ import annotations

import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.errors import UnreadableSize
from dateline.extract.number import LONGEST_PHRASE, SizeReading, find_quantities, read_size


@pytest.mark.parametrize(
    ("words", "low", "high", "bound"),
    [
        # exact
        ("3,000", 3_000, 3_000, "exact"),
        ("3000", 3_000, 3_000, "exact"),
        ("3 000", 3_000, 3_000, "exact"),
        ("3.000", 3_000, 3_000, "exact"),
        ("1,50,000", 150_000, 150_000, "exact"),
        ("a dozen", 12, 12, "exact"),
        ("two dozen", 24, 24, "exact"),
        ("half a dozen", 6, 6, "exact"),
        ("half a million", 500_000, 500_000, "exact"),
        ("half-a-million", 500_000, 500_000, "exact"),
        ("a quarter of a million", 250_000, 250_000, "exact"),
        ("a million and a half", 1_500_000, 1_500_000, "exact"),
        ("two and a half thousand", 2_500, 2_500, "exact"),
        ("1.5 lakh", 150_000, 150_000, "exact"),
        ("2.5 crore", 25_000_000, 25_000_000, "exact"),
        ("1.4 million", 1_400_000, 1_400_000, "exact"),
        ("twenty-five", 25, 25, "exact"),
        ("two hundred and fifty", 250, 250, "exact"),
        ("twelve thousand", 12_000, 12_000, "exact"),
        ("three hundred thousand", 300_000, 300_000, "exact"),
        ("10k", 10_000, 10_000, "exact"),
        ("50 people", 50, 50, "exact"),
        # about
        ("about 300", 300, 300, "about"),
        ("around 300", 300, 300, "about"),
        ("some 300", 300, 300, "about"),
        ("nearly 300", 300, 300, "about"),
        ("almost a thousand", 1_000, 1_000, "about"),
        ("roughly 300 workers", 300, 300, "about"),
        ("an estimated 300", 300, 300, "about"),
        ("100-odd", 100, 100, "about"),
        ("100 or so", 100, 100, "about"),
        ("45 (est.)", 45, 45, "about"),
        # at least
        ("more than 2,000", 2_000, None, "at_least"),
        ("over 2,000", 2_000, None, "at_least"),
        ("well over 2,000", 2_000, None, "at_least"),
        ("at least 2,000", 2_000, None, "at_least"),
        ("100+", 100, None, "at_least"),
        ("upwards of 100", 100, None, "at_least"),
        ("no fewer than 100", 100, None, "at_least"),
        (">100", 100, None, "at_least"),
        ("≥ 20", 20, None, "at_least"),
        ("100 or more", 100, None, "at_least"),
        ("more than a dozen", 12, None, "at_least"),
        ("at least several hundred", 200, None, "at_least"),
        # at most
        ("up to 500", None, 500, "at_most"),
        ("fewer than 500", None, 500, "at_most"),
        ("less than 500", None, 500, "at_most"),
        ("under 500", None, 500, "at_most"),
        ("as many as 500", None, 500, "at_most"),
        ("<1500", None, 1_500, "at_most"),
        # range
        ("200-300", 200, 300, "range"),
        ("200–300", 200, 300, "range"),
        ("200 to 300", 200, 300, "range"),
        ("between 200 and 300", 200, 300, "range"),
        ("between 200-300", 200, 300, "range"),
        ("btw. 200 & 300", 200, 300, "range"),
        ("5-6,000", 5_000, 6_000, "range"),
        ("some 5-6,000 people", 5_000, 6_000, "range"),
        ("two to three hundred", 200, 300, "range"),
        ("two or three thousand", 2_000, 3_000, "range"),
        ("12-15 lakh", 1_200_000, 1_500_000, "range"),
        ("50-1000", 50, 1_000, "range"),
        ("200-300+", 200, 300, "range"),
        (">250-300", 250, 300, "range"),
        ("1000s-23000", 2_000, 23_000, "range"),
        ("hundreds of thousands to 1.4 million", 200_000, 1_400_000, "range"),
        # vague
        ("dozens", 24, 199, "vague"),
        ("scores", 40, 199, "vague"),
        ("hundreds", 200, 1_999, "vague"),
        ("100s", 200, 1_999, "vague"),
        ("thousands of people", 2_000, 19_999, "vague"),
        ("1000s", 2_000, 19_999, "vague"),
        ("tens of thousands", 20_000, 199_999, "vague"),
        ("hundreds of thousands", 200_000, 1_999_999, "vague"),
        ("millions", 2_000_000, None, "vague"),
        ("several hundred", 200, 999, "vague"),
        ("a few hundred", 200, 999, "vague"),
        ("several thousand", 2_000, 9_999, "vague"),
        ("a few thousand", 2_000, 9_999, "vague"),
        ("several dozen", 24, 99, "vague"),
        ("a few dozen", 24, 99, "vague"),
        ("a handful", 3, 9, "vague"),
        ("a couple of hundred", 200, 299, "vague"),
        ("a couple of thousand", 2_000, 2_999, "vague"),
        ("several hundred thousand", 200_000, 999_999, "vague"),
        ("thousands upon thousands", 2_000, 19_999, "vague"),
    ],
)
def test_size_words_are_read_as_the_table_says(
    words: str, low: int | None, high: int | None, bound: str
) -> None:
    reading = read_size(words)
    assert (reading.low, reading.high, reading.bound) == (low, high, bound)


@pytest.mark.parametrize(
    "words",
    [
        "a large crowd", "massive turnout", "busloads", "28 groups", "100 taxis", "230 families",
        "30 arrested", "more than 40 detained",
        "dozens of arrests", "", "   ", "zero", "0", "no one", "100%", "40 percent",
        "$200", "£3m", "-5", "3.5", "10:30", "24/7", "2023-10-21", "the 10th", "A320", "5 km",
        "999999999999999999999999", "x" * (LONGEST_PHRASE + 1),
    ],
)  # fmt: skip
def test_what_is_no_crowd_size_is_refused(words: str) -> None:
    with pytest.raises(UnreadableSize):
        read_size(words)


def test_the_figures_of_two_claimants_give_a_span() -> None:
    reading = read_size("Organisers said about 4,000 marched; police put it at 1,500")
    assert (reading.low, reading.high, reading.bound) == (1_500, 4_000, "range")


def test_a_part_of_the_crowd_does_not_change_its_size() -> None:
    assert read_size("About 80 nurses, including 12 trainees").high == 80


def test_number_phrases_keep_their_bound_words() -> None:
    text = "Some said well over 2,000 came."
    (found,) = find_quantities(text)
    assert text[found.start : found.end] == "well over 2,000"
    assert text[found.core : found.end] == "2,000"


@given(st.text(max_size=300))
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        reading = read_size(text)
    except UnreadableSize:
        return
    assert isinstance(reading, SizeReading)
    assert reading.low is not None or reading.high is not None
    if reading.low is not None and reading.high is not None:
        assert 0 < reading.low <= reading.high


@given(st.text(alphabet="0123456789,.-+ sand to hundred thousands of a few", max_size=200))
def test_number_phrases_lie_in_order_within_the_text(text: str) -> None:
    at = 0
    for found in find_quantities(text):
        assert at <= found.start <= found.core < found.end <= len(text)
        at = found.end


@given(st.integers(min_value=1, max_value=999_999_999))
def test_a_number_is_read_with_and_without_separators(number: int) -> None:
    assert read_size(f"{number:,}") == read_size(str(number)) == SizeReading(number, number, "exact")


def test_reading_sizes_needs_no_language_model() -> None:
    code = "import sys, dateline.extract.number; raise SystemExit('spacy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0

"""Patterns with signs find what the patterns alone would."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from dateline.extract.police.words import MEANS
from dateline.extract.signed import Signed, fold
from dateline.extract.wave import _EVERYWHERE, _IN_PLACES

PATTERNS = [*(means for _, means in MEANS), _IN_PLACES, _EVERYWHERE]


@given(st.sampled_from(PATTERNS).flatmap(lambda s: st.tuples(st.just(s), st.from_regex(s.pattern))))
def test_whatever_a_pattern_fits_has_one_of_its_signs(case: tuple[Signed, str]) -> None:
    signed, text = case
    assert [m[0] for m in signed.matches(text, fold(text))] == [m[0] for m in signed.pattern.finditer(text)]


def test_letters_that_patterns_take_for_others_are_signs_too() -> None:
    signed = Signed.of("riot police", "riot police")
    text = "RİOT POLıCE and riot Police"
    assert len([*signed.matches(text, fold(text))]) == 2

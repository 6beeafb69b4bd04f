"""Calibration figures of probabilities, worked out by hand."""

from __future__ import annotations

import pytest

from dateline.evaluate.reliability import Bin, reliability


def test_probabilities_that_hold_have_no_error() -> None:
    judged = [(0.25, True), (0.25, False), (0.25, False), (0.25, False)]
    found = reliability(judged)
    assert found.error == 0.0
    assert found.brier == pytest.approx((0.75**2 + 3 * 0.25**2) / 4)
    assert found.bins == (Bin(0.2, 4, 0.25, 0.25),)


def test_the_error_weighs_each_bin_by_its_cases() -> None:
    found = reliability([(0.9, True), (0.9, False), (0.9, False), (0.0, False)])
    assert found.error == pytest.approx(3 / 4 * (0.9 - 1 / 3))
    assert (found.cases, found.yes) == (4, 1)
    assert found.said == pytest.approx(0.675)


def test_one_falls_in_the_last_bin() -> None:
    assert [one.low for one in reliability([(1.0, True), (0.0, False)]).bins] == [0.0, 0.9]


@pytest.mark.parametrize("judged", [[], [(1.2, True)]], ids=["nothing", "no probability"])
def test_what_cannot_be_judged_is_refused(judged: list[tuple[float, bool]]) -> None:
    with pytest.raises(ValueError, match="between 0 and 1"):
        reliability(judged)

"""Days of publication that are asked for, all the way through the coder; no language model is needed."""

from __future__ import annotations

from datetime import date

import pytest

from dateline import Coder, Settings

FEBRUARY = Coder(Settings(since=date(2023, 2, 1), until=date(2023, 2, 28)))


@pytest.mark.parametrize(
    ("text", "published", "reason"),
    [
        ("Nurses marched.", "2023-01-31", "published 2023-01-31, before --since 2023-02-01"),
        ("Nurses marched.", "2023-03-01", "published 2023-03-01, after --until 2023-02-28"),
        (
            "LAHORE, Mar 3, 2023 (AFP) - Nurses marched.",
            None,
            "published 2023-03-03, after --until 2023-02-28",
        ),
        (
            "Nurses marched.",
            None,
            "no day of publication found, and --since 2023-02-01 --until 2023-02-28 was asked for",
        ),
    ],
    ids=["before", "after", "by its heading", "without a day"],
)
def test_what_lies_outside_the_period_is_left_out(text: str, published: str | None, reason: str) -> None:
    record = FEBRUARY.code(text, published=published)
    assert (record.outcome, record.reason) == ("left_out", reason)
    assert record.article.text == text


def test_what_lies_within_is_judged_by_what_it_says() -> None:
    record = FEBRUARY.code("The bakery in the high street sells cake.", published="2023-02-14")
    assert record.outcome == "left_out" and "published" not in (record.reason or "")

from __future__ import annotations

from datetime import date

import pytest

from dateline.errors import UsageError
from dateline.read.published import dated, outside
from dateline.records import Article, ArticleId
from dateline.settings import Settings

FEBRUARY = Settings(since=date(2023, 2, 1), until=date(2023, 2, 28))


def article(published: str | None, text: str = "Nurses marched.") -> Article:
    day = date.fromisoformat(published) if published else None
    return Article(id=ArticleId("a"), text=text, published=day)


@pytest.mark.parametrize("day", ["2023-02-01", "2023-02-14", "2023-02-28"])
def test_both_ends_of_the_period_belong_to_it(day: str) -> None:
    assert outside(article(day), FEBRUARY) is None


@pytest.mark.parametrize(
    ("day", "reason"),
    [
        ("2023-01-31", "published 2023-01-31, before --since 2023-02-01"),
        ("2023-03-01", "published 2023-03-01, after --until 2023-02-28"),
        (None, "no day of publication found, and --since 2023-02-01 --until 2023-02-28 was asked for"),
    ],
)
def test_what_lies_outside_says_why(day: str | None, reason: str) -> None:
    assert outside(article(day), FEBRUARY) == reason


def test_without_a_period_nothing_lies_outside() -> None:
    assert outside(article(None), Settings()) is None


def test_the_day_of_a_heading_counts() -> None:
    found, _ = dated(article(None, "LAHORE, Feb 3, 2023 (AFP) - Nurses marched through the city."))
    assert found.published == date(2023, 2, 3) and outside(found, FEBRUARY) is None


def test_a_period_that_ends_before_it_begins_is_refused() -> None:
    with pytest.raises(UsageError, match="2023-02-01 is after until 2023-01-01"):
        Settings(since=date(2023, 2, 1), until=date(2023, 1, 1))


def test_the_period_is_part_of_the_settings_hash() -> None:
    assert FEBRUARY.sha256() != Settings().sha256()

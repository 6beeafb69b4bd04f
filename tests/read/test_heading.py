"""Heads of reports: where and when they were written."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.read.heading import find_heading

PUBLISHED = date(2023, 10, 22)


def words(text: str, start: int | None, end: int | None) -> str | None:
    return None if start is None else text[start:end]


@pytest.mark.parametrize(
    ("text", "place", "day", "resolved"),
    [
        ("LAHORE, Oct 21 (Reuters) - Nurses walked out.", "LAHORE", "Oct 21", date(2023, 10, 21)),
        ("OSLO (AP) — Teachers marched.", "OSLO", None, None),
        ("NAIROBI, Kenya (AP) _ Teachers marched.", "NAIROBI", None, None),
        ("NAIROBI, Kenya (AP) _\n\nTeachers marched.", "NAIROBI", None, None),
        (" date 2023-10-21 KARACHI - The rally began.", "KARACHI", "2023-10-21", date(2023, 10, 21)),
        ("Cape Town - The rally began.", "Cape Town", None, None),
        ("Pune – Farmers marched.", "Pune", None, None),
        ("FLINT, Mich.--About 90 drivers struck.", "FLINT", None, None),
        ("LIMA/CUSCO, Peru - Miners struck.", "LIMA", None, None),
        ("DURBAN, December 30 (ANA) - Miners struck.", "DURBAN", "December 30", date(2022, 12, 30)),
        ("Miners strike Jo Roe DURBAN, May 2 (ANA) - Miners struck.", "DURBAN", "May 2", date(2023, 5, 2)),
        ("Miners strike By JANE ROE SAN JOSE, Calif. (AP) — Miners struck.", "SAN JOSE", None, None),
        ("Tax protest grows. ST. CLOUD — Drivers struck.", "ST. CLOUD", None, None),
        ("Salem, Ore. (June 3, 2019) – Drivers struck.", "Salem", "June 3, 2019", date(2019, 6, 3)),
        ("AMMAN: The teachers marched.", "AMMAN", None, None),
        ("new town: dozens of teachers marched on monday", "new town", None, None),
        ("town News, 7 June - Teachers marched.", None, "7 June", date(2023, 6, 7)),
    ],
)  # fmt: skip
def test_a_head_is_found(text: str, place: str | None, day: str | None, resolved: date | None) -> None:
    heading = find_heading(text, PUBLISHED)
    assert heading is not None
    assert words(text, heading.place_start, heading.place_end) == place
    assert words(text, heading.date_start, heading.date_end) == day
    assert heading.date == resolved


@pytest.mark.parametrize(
    "text",
    [
        "They marched - and sang - all day.",
        "The union - the country's largest - called the strike.",
        "Teachers marched on Monday.",
        "In June - the hottest month - they struck.",
        "LETTERS: The strike is wrong.",
        "UPDATE - The strike is over.",
        "He said: We will march.",
        "Mary Roe: I was there.",
        "",
        "A 24-hour strike began.",
    ],
)
def test_an_ordinary_sentence_is_no_head(text: str) -> None:
    assert find_heading(text, PUBLISHED) is None


def test_a_day_without_a_year_stays_open_where_publication_is_unknown() -> None:
    heading = find_heading("LAHORE, Oct 21 (Reuters) - Nurses walked out.")
    assert heading is not None
    assert heading.date is None


def test_an_impossible_day_is_not_resolved() -> None:
    heading = find_heading("LAHORE, Feb 30 (Reuters) - Nurses walked out.", PUBLISHED)
    assert heading is not None
    assert heading.date is None


@given(st.text(max_size=400))
def test_offsets_lie_within_any_text(text: str) -> None:
    heading = find_heading(text, PUBLISHED)
    if heading is None:
        return
    assert 0 <= heading.start < heading.end <= len(text)
    for start, end in ((heading.place_start, heading.place_end), (heading.date_start, heading.date_end)):
        assert (start is None) == (end is None)
        if start is not None and end is not None:
            assert heading.start <= start < end <= heading.end


def test_a_long_run_of_capitals_takes_no_time() -> None:
    assert find_heading("AB CD, " * 50_000 + "- X") is None

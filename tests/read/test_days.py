from __future__ import annotations

from datetime import date

import pytest

from dateline.read.days import read_day, written_day

DAY = date(2023, 3, 3)


@pytest.mark.parametrize(
    ("words", "has_time"),
    [
        ("2023-03-03", False), ("20230303", False), ("2023/3/3", False),
        ("March 3, 2023", False), ("Mar 03, 2023", False), ("Mar. 3 2023", False), ("3 March 2023", False),
        ("3rd March 2023", False), ("March 3, 2023 Friday", False), ("Friday, March 3, 2023", False),
        ("3 March 2023 Friday", False), ("2023 Mar 3", False), ("FRIDAY 3 MARCH 2023", False),
        ("March 3, 2023 Friday 10:12 AM GMT", True), ("3 March 2023 10:15", True),
        ("March 3, 2023 at 9 p.m.", True), ("Fri, 03 Mar 2023 10:00:00 +0200", True),
        ("20230303T101500Z", True), ("20230303101500", True), ("2023-03-03 10:15:00", True),
    ],
)  # fmt: skip
def test_a_day_is_read_in_the_forms_of_databases(words: str, has_time: bool) -> None:
    assert read_day(words) == (DAY, has_time)


@pytest.mark.parametrize(
    "words",
    [
        "03/03/2023",
        "March 2023",
        "2023",
        "March 33, 2023",
        "the march of March 3, 2023",
        "",
        "3 March",
        "x" * 99,
    ],
)
def test_what_names_no_day_for_certain_is_not_read(words: str) -> None:
    assert read_day(words) is None and written_day(words) is None


def test_september_has_four_letters_in_some_papers() -> None:
    assert read_day("Sept. 3, 2023") == (date(2023, 9, 3), False)

"""Reasons for review are shown in words, with the places that a name may mean."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path
from typing import get_args

sys.path.insert(0, str(Path(__file__).parents[1] / "fixtures"))
from build_records import march_mention, march_record

from dateline.records import PlaceChoice
from dateline.records.lists import ReviewReason
from dateline.show import report_html, show_html
from dateline.show.sheet import REVIEW, read_review


def test_each_reason_has_words() -> None:
    assert set(REVIEW) == set(get_args(ReviewReason))


def test_an_ambiguous_place_is_shown_with_its_namesakes() -> None:
    mention = march_mention()
    assert mention.place is not None
    other = PlaceChoice(name="Durban", admin1="<b>Elsewhere", country="ZZ", share=0.25)
    place = replace(mention.place, alternatives=(other,))
    mention = replace(mention, place=place, review=("place_ambiguous", "low_confidence"))
    assert read_review(mention)[0] == "another place has the same name: Durban, <b>Elsewhere, ZZ (25%)"
    record = replace(march_record(), mentions=(mention,))
    for page in (show_html(record), report_html([record])):
        assert "Durban, &lt;b&gt;Elsewhere, ZZ (25%)" in page
        assert "<b>" not in page


def test_a_mention_without_a_reason_is_not_marked() -> None:
    assert "To check" not in show_html(march_record())
    assert "◆</abbr>" not in report_html([march_record()])

"""Why a mention asks for a look: each reason fires for its own cause and for no other."""

from __future__ import annotations

import sys
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "fixtures"))
from build_records import actor, march_mention, span

from dateline.coder import Coder
from dateline.extract.review import AMBIGUOUS_SHARE, reasons_for
from dateline.records import Count, EventDate, Mention, PlaceChoice, Size
from dateline.records.lists import ReviewReason, SizeOf

FRONT = actor("Harbour Workers Front", "Harbour Workers Front", "union")
PAPER = None


def quiet() -> Mention:
    """A mention that nothing speaks against."""
    return replace(march_mention(), sizes=march_mention().sizes[:1])


def size(low: int, high: int | None, claimant: Any = None, of: SizeOf = "turnout") -> Size:
    first = march_mention().sizes[0]
    return replace(first, low=low, high=high, claimant=claimant, of=of)


def toll(number: int, claimant: Any = None, who: Any = "protester") -> Count:
    first = march_mention().arrested[0]
    return replace(first, low=number, high=number, claimant=claimant, who=who)


def said_by(name: str, kind: str, role: str | None = None) -> Any:
    return actor(name, "Thousands", kind, role)


def published() -> EventDate:
    return EventDate(
        start=date(2024, 3, 14), end=date(2024, 3, 14), precision="day", basis="published", confidence=0.6,
        evidence=(span("on Thursday"),), by="date.rule/1",
    )  # fmt: skip


def test_a_mention_that_nothing_speaks_against_has_no_reason() -> None:
    assert reasons_for(quiet()) == ()


def choice(share: float) -> PlaceChoice:
    return PlaceChoice(name="Durban", latitude=1.0, longitude=2.0, country="ZZ", share=share)


def placed(**fields: Any) -> Mention:
    mention = quiet()
    assert mention.place is not None
    return replace(mention, place=replace(mention.place, **fields))


@pytest.mark.parametrize(
    ("mention", "reason"),
    [
        pytest.param(replace(quiet(), date=published()), "date_published", id="day of publication"),
        pytest.param(
            replace(quiet(), sizes=(size(300, 300), size(500, None))), "sizes_conflict", id="two turnouts"
        ),
        pytest.param(
            replace(
                quiet(),
                arrested=(toll(3, said_by("police", "police")), toll(30, FRONT)),
            ),
            "sizes_conflict",
            id="two named sides differ on the arrested",
        ),
        pytest.param(
            placed(alternatives=(choice(AMBIGUOUS_SHARE),)), "place_ambiguous", id="namesake as likely"
        ),
        pytest.param(placed(confidence=0.34), "low_confidence", id="unsure place"),
        pytest.param(
            replace(quiet(), form=replace(quiet().form, confidence=0.49)), "low_confidence", id="unsure form"
        ),
        pytest.param(
            replace(quiet(), status=replace(quiet().status, confidence=0.49)),
            "low_confidence",
            id="unsure status",
        ),
        pytest.param(
            replace(quiet(), sizes=(size(900, 900, FRONT),)), "single_source", id="organisers' figure"
        ),
        pytest.param(
            replace(quiet(), sizes=(size(900, 900, said_by("police", "police")),)),
            "single_source",
            id="police figure",
        ),
        pytest.param(
            replace(quiet(), sizes=(size(900, 900, said_by("Deven Pillay", "person", "police spokesman")),)),
            "single_source",
            id="a policeman's figure",
        ),
        pytest.param(
            replace(quiet(), killed=(toll(2, said_by("activists", "other")),)),
            "single_source",
            id="activists' dead",
        ),
        pytest.param(replace(quiet(), arrested=(toll(9, FRONT),)), "single_source", id="union's arrests"),
    ],
)
def test_each_cause_gives_its_reason(mention: Mention, reason: ReviewReason) -> None:
    assert reasons_for(mention) == (reason,)


@pytest.mark.parametrize(
    "mention",
    [
        pytest.param(replace(quiet(), date=None), id="no date at all"),
        pytest.param(replace(quiet(), sizes=(size(300, 300), size(200, 400))), id="turnouts that agree"),
        pytest.param(
            replace(quiet(), sizes=(size(300, 300), size(900, 900, of="expected"))),
            id="expected ones",
        ),
        pytest.param(replace(quiet(), arrested=(toll(3), toll(30))), id="tolls of two groups"),
        pytest.param(
            replace(
                quiet(),
                arrested=(toll(3, said_by("police", "police"), "police"), toll(30, FRONT, "protester")),
            ),
            id="tolls of other people",
        ),
        pytest.param(placed(alternatives=(choice(0.09),)), id="unlikely namesake"),
        pytest.param(placed(confidence=0.35), id="place sure enough"),
        pytest.param(
            replace(quiet(), sizes=(size(900, 900, FRONT), size(800, 1000))), id="the paper says so too"
        ),
        pytest.param(
            replace(quiet(), sizes=(size(900, 900, FRONT), size(900, 900, said_by("police", "police")))),
            id="both sides",
        ),
        pytest.param(
            replace(quiet(), sizes=(size(900, 900, said_by("a reporter", "media")),)), id="no side in it"
        ),
        pytest.param(
            replace(quiet(), arrested=(toll(9, said_by("police", "police")),)), id="arrests by the police"
        ),
        pytest.param(
            replace(quiet(), killed=(toll(2, said_by("health ministry", "government")),)),
            id="those who treat the hurt",
        ),
        pytest.param(replace(quiet(), sizes=()), id="no number"),
    ],
)
def test_what_is_no_cause_gives_no_reason(mention: Mention) -> None:
    assert reasons_for(mention) == ()


def test_reasons_come_in_the_order_of_the_closed_list() -> None:
    mention = replace(quiet(), date=published(), sizes=(size(300, 300, FRONT), size(500, None, FRONT)))
    assert reasons_for(mention) == ("date_published", "sizes_conflict", "single_source")


def test_an_ambiguous_town_brings_its_namesakes_along(full_coder: Coder) -> None:
    text = "Hundreds of nurses marched in Springfield on Monday to demand higher pay."
    (mention,) = full_coder.code(text, published="2024-03-12").mentions
    assert mention.place is not None
    assert "place_ambiguous" in mention.review
    others = mention.place.alternatives
    assert 1 <= len(others) <= 3
    assert [other.share for other in others] == sorted((other.share for other in others), reverse=True)
    assert all(other.country for other in others)
    assert (mention.place.admin1, mention.place.country) not in {(o.admin1, o.country) for o in others}


def test_a_town_told_with_its_province_is_not_ambiguous(full_coder: Coder) -> None:
    text = "Hundreds of nurses marched in Springfield, Missouri, on Monday to demand higher pay."
    (mention,) = full_coder.code(text, published="2024-03-12").mentions
    assert "place_ambiguous" not in mention.review


def test_a_town_is_no_alternative_to_the_province_of_its_name(full_coder: Coder) -> None:
    text = "Thousands of teachers marched in New York on Saturday for higher pay."
    (mention,) = full_coder.code(text, published="2024-03-12").mentions
    assert mention.place is not None
    assert "New York" not in {other.admin1 for other in mention.place.alternatives}

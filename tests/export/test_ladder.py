"""ACLED's ladder: each rung, and what does not climb it."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "fixtures"))
from build_records import march_mention

from dateline.export.ladder import AcledSubEvent, acled_sub_event
from dateline.records import Count, Mention, PoliceAction, Span, Violence
from dateline.records.lists import FormName, PoliceActionName, StatusName, ViolenceKind, ViolenceSide


def mention(form: FormName = "march", *also: FormName, **fields: Any) -> Mention:
    """A march at which nothing happened but what ``fields`` say."""
    base = replace(march_mention(), police=(), arrested=())
    return replace(base, form=replace(base.form, value=form, also=also), **fields)


def words(text: str) -> Span:
    return Span.of(text, 0, len(text))


def police(value: PoliceActionName) -> tuple[PoliceAction, ...]:
    return (PoliceAction(id="p", value=value, confidence=0.9, evidence=(words("police"),), by="test/1"),)


def force(
    side: ViolenceSide, against: ViolenceSide, kind: ViolenceKind, text: str = "force"
) -> tuple[Violence, ...]:
    return (
        Violence(
            id="v", side=side, against=against, kind=kind, confidence=0.9, evidence=(words(text),), rule="t/1"
        ),
    )


def people(who: str = "protester", fate: str = "were hurt") -> tuple[Count, ...]:
    first = march_mention().arrested[0]
    return (replace(first, words="Twelve people", who=who, evidence=(words("Twelve people"), words(fate))),)  # type: ignore[arg-type]


PEACEFUL: AcledSubEvent = "Peaceful protest"
INTERVENTION: AcledSubEvent = "Protest with intervention"
EXCESSIVE: AcledSubEvent = "Excessive force against protesters"
VIOLENT: AcledSubEvent = "Violent demonstration"
MOB: AcledSubEvent = "Mob violence"


@pytest.mark.parametrize(
    ("given", "rung"),
    [
        pytest.param(mention(), PEACEFUL, id="a march"),
        pytest.param(mention("blockade"), PEACEFUL, id="a road blocked without destruction"),
        pytest.param(mention(police=police("presence")), PEACEFUL, id="police looked on"),
        pytest.param(mention(police=police("negotiation")), PEACEFUL, id="police talked"),
        pytest.param(mention(injured=people()), PEACEFUL, id="hurt, but nobody hurt them"),
        pytest.param(mention(arrested=people("bystander")), PEACEFUL, id="a bystander was arrested"),
        pytest.param(
            mention(violence=force("protesters", "property", "arson", "burnt an effigy")),
            PEACEFUL,
            id="an effigy burnt",
        ),
        pytest.param(
            mention(violence=force("protesters", "police", "objects", "threw shoes")),
            PEACEFUL,
            id="shoes thrown",
        ),
        pytest.param(mention(arrested=people()), INTERVENTION, id="protesters arrested"),
        pytest.param(mention(arrested=people("unknown")), INTERVENTION, id="people arrested"),
        pytest.param(mention(police=police("tear_gas")), INTERVENTION, id="tear gas"),
        pytest.param(mention(police=police("rubber_bullets")), INTERVENTION, id="rubber bullets do not kill"),
        pytest.param(mention(police=police("other")), INTERVENTION, id="a crackdown not described"),
        pytest.param(
            mention(violence=force("police", "protesters", "assault")), INTERVENTION, id="beaten, not badly"
        ),
        pytest.param(
            mention(police=police("baton_charge"), injured=people()),
            INTERVENTION,
            id="hurt, not said how badly",
        ),
        pytest.param(mention(police=police("live_fire")), EXCESSIVE, id="live fire"),
        pytest.param(mention(killed=people()), EXCESSIVE, id="a protester killed"),
        pytest.param(mention(killed=people("police")), PEACEFUL, id="an officer killed, nobody says by whom"),
        pytest.param(
            mention(injured=people(fate="taken to hospital")), EXCESSIVE, id="protesters in hospital"
        ),
        pytest.param(
            mention(injured=people("police", "taken to hospital")), PEACEFUL, id="officers in hospital"
        ),
        pytest.param(
            mention(violence=force("unknown", "protesters", "firearm")), EXCESSIVE, id="shot at by somebody"
        ),
        pytest.param(mention(violence=force("protesters", "police", "objects")), VIOLENT, id="stones thrown"),
        pytest.param(
            mention(violence=force("police", "protesters", "clash")), VIOLENT, id="a clash, whoever began"
        ),
        pytest.param(
            mention(violence=force("unknown", "property", "arson")), VIOLENT, id="cars burnt by somebody"
        ),
        pytest.param(
            mention(killed=people(), violence=force("protesters", "property", "looting")),
            VIOLENT,
            id="violent and met with lethal force",
        ),
        pytest.param(mention("riot", "march"), VIOLENT, id="a march that became a riot"),
        pytest.param(mention("riot"), VIOLENT, id="a riot with a claim"),
        pytest.param(mention("riot", issues=()), MOB, id="a riot without one"),
        pytest.param(
            mention("strike", violence=force("protesters", "property", "arson")),
            MOB,
            id="strikers burnt a depot",
        ),
        pytest.param(
            mention("strike", "picket", violence=force("protesters", "police", "objects")),
            VIOLENT,
            id="a violent picket of strikers",
        ),
        pytest.param(mention("strike", "rally"), PEACEFUL, id="a strike with a rally"),
    ],
)
def test_a_mention_stands_on_its_rung(given: Mention, rung: AcledSubEvent) -> None:
    assert acled_sub_event(given) == rung


@pytest.mark.parametrize("form", ["strike", "walkout", "shutdown", "boycott", "hunger_strike"])
def test_work_or_custom_withheld_without_a_gathering_is_no_protest(form: FormName) -> None:
    assert acled_sub_event(mention(form)) is None


@pytest.mark.parametrize("status", ["planned", "called_off", "prevented", "threatened"])
def test_what_was_not_held_is_no_protest(status: StatusName) -> None:
    given = mention(police=police("tear_gas"))
    assert acled_sub_event(replace(given, status=replace(given.status, value=status))) is None


@pytest.mark.parametrize(("people_there", "rung"), [(1, None), (2, None), (3, PEACEFUL)])
def test_fewer_than_three_are_no_protest(people_there: int, rung: AcledSubEvent | None) -> None:
    size = replace(march_mention().sizes[0], low=people_there, high=people_there)
    assert acled_sub_event(mention(sizes=(size,))) == rung


def test_one_claim_of_a_crowd_is_enough() -> None:
    small, large = march_mention().sizes[1], march_mention().sizes[2]
    assert acled_sub_event(mention(sizes=(replace(small, low=1, high=2), large))) == PEACEFUL


def test_an_unknown_number_is_not_too_few() -> None:
    assert acled_sub_event(mention(sizes=())) == PEACEFUL

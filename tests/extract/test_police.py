"""What the police did, who used force, what was damaged."""

from __future__ import annotations

import pytest

from dateline.extract.police import find_police
from dateline.extract.violence import find_violence
from dateline.parse import Parsed, Parser
from dateline.records import Article, ArticleId


def parsed_of(parser: Parser, text: str) -> Parsed:
    return parser.parse(Article(id=ArticleId("t"), text=text))


@pytest.mark.parametrize(
    ("text", "action"),
    [
        ("Police fired tear gas at the crowd.", "tear_gas"),
        ("Officers used rubber bullets to clear the square.", "rubber_bullets"),
        ("A water cannon was turned on the marchers.", "water_cannon"),
        ("Police arrested twelve protesters.", "arrests"),
        ("Forty people were detained.", "arrests"),
        ("Soldiers shot at the marchers.", "live_fire"),
        ("Police dispersed the protesters.", "dispersal"),
        ("Riot police stood outside the bank.", "presence"),
        ("Police escorted the marchers to the park.", "escort"),
        ("Police negotiated with the students for hours.", "negotiation"),
        ("Police cordoned off the street.", "barricade"),
        ("Police attacked the marchers.", "other"),
        ("Stun grenades were thrown at the students by police.", "stun_grenade"),
        ("Police beat the students with batons.", "baton_charge"),
        ("Officers used pepper spray.", "pepper_spray"),
    ],
    ids=lambda value: value if " " not in value else "",
)
def test_police_actions_are_read(parser: Parser, text: str, action: str) -> None:
    assert action in [f.value for f in find_police(parsed_of(parser, text))]


@pytest.mark.parametrize(
    "text",
    [
        "No tear gas was used.",
        "Police did not arrest anyone.",
        "No one was arrested.",
        "Police said nobody had been detained.",
        "There were no arrests.",
        "The protesters blocked the road.",
        "The crowd dispersed peacefully.",
        "The teacher escorted the pupils to the park.",
    ],
)
def test_what_the_police_did_not_do_is_not_read(parser: Parser, text: str) -> None:
    assert find_police(parsed_of(parser, text)) == ()


@pytest.mark.parametrize(
    ("text", "side", "against", "kind"),
    [
        ("Protesters threw stones at police.", "protesters", "police", "objects"),
        ("Students torched two buses.", "protesters", "property", "arson"),
        ("The crowd set fire to a police station.", "protesters", "property", "arson"),
        ("Police beat demonstrators.", "police", "protesters", "assault"),
        ("Traders clashed with police.", "protesters", "police", "clash"),
        ("Shops were looted.", "unknown", "property", "looting"),
        ("Residents smashed windows.", "protesters", "property", "vandalism"),
        ("Soldiers shot the marchers.", "police", "protesters", "firearm"),
    ],
)
def test_force_has_a_side_and_a_target(parser: Parser, text: str, side: str, against: str, kind: str) -> None:
    found = [(f.side, f.against, f.kind) for f in find_violence(parsed_of(parser, text))]
    assert (side, against, kind) in found


def test_burnt_property_is_damage_in_the_articles_words(parser: Parser) -> None:
    (found,) = find_violence(parsed_of(parser, "Students torched two buses in the yard."))
    assert found.damage is not None
    assert found.damage.quote == "torched two buses"


@pytest.mark.parametrize(
    "text",
    ["They did not throw stones.", "She threw a party.", "The fire burned all night."],
)
def test_no_force_where_none_is_told(parser: Parser, text: str) -> None:
    assert find_violence(parsed_of(parser, text)) == ()

"""What the police did, who used force, what was damaged."""

from __future__ import annotations

import pytest

from dateline.extract.occurrence import Occurrence
from dateline.extract.police import find_police, police_of_event
from dateline.extract.police.candidates import find_candidates
from dateline.extract.violence import find_violence
from dateline.parse import Parsed, Parser
from dateline.records import Article, ArticleId, Count, Form, PoliceAction, Span, Status


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
        ("The marchers were blocked by the police.", "barricade"),
        ("Dozens of teachers were rounded up by soldiers.", "arrests"),
        ("Two men were taken into custody.", "arrests"),
        ("Security forces used live and rubber bullets.", "live_fire"),
        ("One marcher was shot dead by soldiers.", "live_fire"),
        ("There was a heavy presence of security operatives.", "presence"),
        ("Police were called in.", "presence"),
        ("Officers stood guard at the gate.", "presence"),
        ("Troops patrolled the square.", "presence"),
        ("The rally was broken up by police.", "dispersal"),
        ("A discussion between police and residents went on for an hour.", "negotiation"),
        ("The plan was thwarted by police.", "other"),
        ("Police said they had arrested twelve marchers.", "arrests"),
        ("Some 300 officers watched the march.", "presence"),
    ],
    ids=lambda value: value if " " not in value else "",
)
def test_police_actions_are_read(parser: Parser, text: str, action: str) -> None:
    assert action in [c.value for c in find_candidates(parsed_of(parser, text))]


@pytest.mark.parametrize(
    "text",
    [
        "No tear gas was used.",
        "Some 48 officers were injured by stones.",
        "The blast killed five police officers.",
        "More than 50 police stations burned.",
        "Police did not arrest anyone.",
        "No one was arrested.",
        "Police said nobody had been detained.",
        "There were no arrests.",
        "The protesters blocked the road.",
        "The crowd dispersed peacefully.",
        "The teacher escorted the pupils to the park.",
        "The army could be deployed.",
        "Tear gas was not used.",
        "Officers threatened to use rubber bullets.",
        "Sixty officers armed with tear gas will be on hand.",
        "Troops might shoot at the crowd.",
    ],
)
def test_what_the_police_did_not_do_is_not_read(parser: Parser, text: str) -> None:
    proposed = ("tagged", "guess")
    assert [c for c in find_candidates(parsed_of(parser, text)) if c.rule not in proposed] == []


MARCH = (
    "Hundreds of nurses marched in Lusaka on Monday against pay cuts. Police fired tear gas at the nurses "
    "and arrested twelve of them."
)
TWO = MARCH + " In Ndola, teachers held a quiet vigil on Sunday. It ended after an hour with songs."


def event(parsed: Parsed, words: str, sentence: int, status: str = "held") -> Occurrence:
    start = parsed.text.index(words)
    tokens = parsed.doc.char_span(start, start + len(words))
    assert tokens is not None
    return Occurrence(
        (tokens,),
        Form(value="march", confidence=1.0, evidence=(), by="test"),
        Status(value=status, confidence=1.0, evidence=(), by="test"),
        True,
        (sentence, sentence + 1),
        1.0,
    )


def values(actions: tuple[PoliceAction, ...]) -> list[str]:
    return [a.value for a in actions]


def test_an_event_has_the_actions_told_of_it_with_their_words(parser: Parser) -> None:
    parsed = parsed_of(parser, MARCH)
    actions = police_of_event(parsed, event(parsed, "marched", 0), find_police(parsed))
    assert values(actions) == ["tear_gas", "arrests"]
    assert actions[0].evidence[0].quote == "tear gas"
    assert all(parsed.text[s.start : s.end] == s.quote for a in actions for s in a.evidence)
    assert all(0.0 < a.confidence < 1.0 and a.by == "police.judge/1" for a in actions)


def test_an_action_goes_to_the_event_that_it_is_told_of(parser: Parser) -> None:
    parsed = parsed_of(parser, TWO)
    march, vigil = event(parsed, "marched", 0), event(parsed, "vigil", 2)
    found = find_police(parsed)
    assert values(police_of_event(parsed, march, found, [vigil])) == ["tear_gas", "arrests"]
    assert police_of_event(parsed, vigil, found, [march]) == ()


def test_counted_arrests_are_police_action(parser: Parser) -> None:
    parsed = parsed_of(parser, "Nurses marched in Lusaka. Nine of them are behind bars.")
    nine, bars = parsed.text.index("Nine"), parsed.text.index("behind bars")
    count = Count(
        id="c", low=9, high=9, bound="exact", words="Nine", who="protester", about=None, claimant=None,
        confidence=0.7, by="test",
        evidence=(Span.of(parsed.text, nine, nine + 4), Span.of(parsed.text, bars, bars + 11)),
    )  # fmt: skip
    (action,) = police_of_event(parsed, event(parsed, "marched", 0), (), (), [count])
    assert (action.value, action.evidence[0].quote, action.confidence) == ("arrests", "behind bars", 0.7)


def test_an_article_without_police_has_no_action(parser: Parser) -> None:
    parsed = parsed_of(parser, "Hundreds of nurses marched in Lusaka. They sang and went home.")
    assert police_of_event(parsed, event(parsed, "marched", 0), find_police(parsed)) == ()


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

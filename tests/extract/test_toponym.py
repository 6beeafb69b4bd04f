"""Toponyms: what is found and which place it means."""

from __future__ import annotations

import pytest

from dateline.extract.listed import shipped_list
from dateline.extract.name import find_names
from dateline.extract.toponym import find_toponyms
from dateline.gazetteer import Gazetteer
from dateline.parse import Parser
from dateline.read.heading import find_heading
from dateline.records import Article, ArticleId, Toponym


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return Gazetteer.open()


def toponyms(parser: Parser, gazetteer: Gazetteer, text: str) -> dict[str, Toponym]:
    parsed = parser.parse(Article(id=ArticleId("a"), text=text), find_heading(text, None))
    found = find_toponyms(parsed, find_names(parsed, shipped_list()), gazetteer)
    assert all(t.evidence[0].quotes(text) for t in found)
    return {t.evidence[0].quote: t for t in found}


@pytest.mark.parametrize(
    ("text", "name", "country", "admin1"),
    [
        pytest.param(
            "Hundreds marched in Paris, Texas, on Monday.", "Paris", "US", "Texas", id="inside a state"
        ),
        pytest.param("Hundreds marched in Paris on Monday.", "Paris", "FR", None, id="alone, the large one"),
        pytest.param(
            "Teachers in Hyderabad, Karachi and Sukkur went on strike across Sindh in Pakistan.",
            "Hyderabad", "PK", "Sindh", id="among its neighbours",
        ),
        pytest.param("Workers met in New York on Friday.", "New York", "US", "New York", id="town"),
        pytest.param("Diplomats met in Washington on Friday.", "Washington", "US", None, id="capital"),
    ],
)  # fmt: skip
def test_context_decides_between_places_of_one_name(
    parser: Parser, gazetteer: Gazetteer, text: str, name: str, country: str, admin1: str | None
) -> None:
    found = toponyms(parser, gazetteer, text)[name]
    assert found.country == country
    assert admin1 is None or found.admin1 == admin1


def test_town_in_a_province_that_the_gazetteer_does_not_hold_gets_no_coordinates(
    parser: Parser, gazetteer: Gazetteer
) -> None:
    found = toponyms(parser, gazetteer, "Miners struck in Perth, Limpopo, on Friday in South Africa.")
    assert found["Perth"].latitude is None
    assert (found["Perth"].admin1, found["Perth"].country) == ("Limpopo", "ZA")


def test_words_for_people_are_toponyms_by_a_rule_of_their_own(parser: Parser, gazetteer: Gazetteer) -> None:
    found = toponyms(parser, gazetteer, "Turkish farmers drove to Ankara.")
    assert (found["Turkish"].country, found["Turkish"].by) == ("TR", "toponym.people/1")


def test_direction_is_no_province(parser: Parser, gazetteer: Gazetteer) -> None:
    assert "West" not in toponyms(parser, gazetteer, "He blamed the West for the unrest in Cairo.")

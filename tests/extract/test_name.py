"""Names: bounds, kinds, consistency within an article."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dateline.extract.listed import shipped_list
from dateline.extract.name import find_names
from dateline.parse import Parser
from dateline.read.heading import find_heading
from dateline.records import Article, ArticleId


def kinds(parser: Parser, text: str) -> dict[str, str]:
    parsed = parser.parse(Article(id=ArticleId("a"), text=text), find_heading(text, None))
    return {name.name: name.kind for name in find_names(parsed, shipped_list())}


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        pytest.param("NAIROBI - Nurses walked out on Monday.", "NAIROBI", "place", id="heading"),
        pytest.param(
            "Supporters of the Awami Sangram Movement Bangladesh (ASM-B) filled the square.",
            "ASM-B", "organization", id="acronym with a hyphen",
        ),
        pytest.param(
            "Police in the city of Lahore said Imran Siddiqui, a teacher, was released.",
            "Imran Siddiqui", "person", id="person",
        ),
        pytest.param("The crowd marched through Lahore.", "Lahore", "place", id="place"),
        pytest.param("Drivers in Ghana's capital did not work.", "Ghana", "place", id="no possessive"),
    ],
)  # fmt: skip
def test_name_has_its_kind(parser: Parser, text: str, name: str, kind: str) -> None:
    assert kinds(parser, text).get(name) == kind


def test_names_without_capitals(parser: Parser) -> None:
    found = kinds(parser, "teachers marched through lahore and nairobi, organiser asha rao said on monday.")
    assert (found.get("lahore"), found.get("nairobi"), found.get("asha rao")) == ("place", "place", "person")


def test_organisation_with_a_head_word_is_no_person(parser: Parser) -> None:
    found = kinds(parser, "The rally was led by Jamhuri Qaumi Movement Pakistan, residents said.")
    assert "person" not in {kind for name, kind in found.items() if "Movement" in name}


def test_names_carry_no_article(parser: Parser) -> None:
    found = kinds(parser, "The United Nations and the African Union met the Kenyan government in Nairobi.")
    assert not any(name.lower().startswith("the ") for name in found)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.sampled_from(
            ["Asha Rao", "spoke", "in", "Pune", "'s", "(", ")", "NTU", "-", "the", "\n", "Union", ","]
        ),
        max_size=30,
    )
)
def test_evidence_quotes_the_text_and_names_do_not_overlap(parser: Parser, words: list[str]) -> None:
    text = " ".join(words)
    names = find_names(parser.parse(Article(id=ArticleId("a"), text=text)), shipped_list())
    spans = [name.evidence[0] for name in names]
    assert all(span.quotes(text) for span in spans)
    assert all(a.end <= b.start for a, b in pairwise(spans))


def test_empty_text_has_no_names(parser: Parser) -> None:
    assert find_names(parser.parse(Article(id=ArticleId("a"), text="")), shipped_list()) == ()

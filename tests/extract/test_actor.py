"""Who organised, took part, is addressed."""

from __future__ import annotations

import pytest

from dateline.coder import Coder
from dateline.extract.actor import Phrases, actor_kind
from dateline.extract.actor.naming import called, plain, words_of
from dateline.extract.actor.registry import acronym_after
from dateline.extract.listed import shipped_list
from dateline.extract.name import find_names
from dateline.parse import Parsed, Parser
from dateline.records import Article, ArticleId


def read(parser: Parser, text: str) -> tuple[Parsed, Phrases]:
    parsed = parser.parse(Article(id=ArticleId("a"), text=text))
    return parsed, Phrases.of(parsed, find_names(parsed, shipped_list()))


@pytest.mark.parametrize(
    ("name", "label", "kind"),
    [
        ("National Union of Mineworkers", "ORG", "union"),
        ("Green Party", "ORG", "party"),
        ("Sindhi National Movement", "ORG", "party"),
        ("Movement for Democratic Renewal", "ORG", "party"),
        ("Students' Representative Council", "ORG", "government"),
        ("police", "", "police"),
        ("Ministry of Health", "ORG", "government"),
        ("first-year students", "", "student_group"),
        ("residents", "", "crowd"),
        ("Amina Yusuf", "PERSON", "person"),
        ("France", "GPE", "country"),
        ("Verda Mining Company", "ORG", "company"),
        ("Clean Rivers Campaign", "ORG", "civil_society"),
        ("High Court", "ORG", "court"),
    ],
)
def test_kind_is_told_by_the_words_of_the_name(name: str, label: str, kind: str) -> None:
    assert actor_kind(name, label) == kind


@pytest.mark.parametrize(
    ("text", "acronym"),
    [
        ("Movement (MQM-P) said", "MQM-P"),
        ("Union (NUM)", "NUM"),
        ("Union (the NUM)", "NUM"),
        ("Union (founded 1920)", None),
        ("Union, (NUM)", None),
        ("Union (a)", None),
    ],
)
def test_acronym_stands_in_brackets_right_behind_the_name(text: str, acronym: str | None) -> None:
    assert acronym_after(text, len(text.partition(" (")[0].rstrip(","))) == acronym


def test_an_actor_within_another_phrase_is_a_phrase_of_its_own(parser: Parser) -> None:
    _, phrases = read(parser, "The anti-government protest in Lagos drew teachers from Kano on Monday.")
    assert "government" in {one.key for one in phrases.described}


def test_a_person_goes_by_the_full_name_without_title(parser: Parser) -> None:
    text = "Former minister Amina Yusuf spoke in Abuja on Monday. Workers marched against Yusuf on Tuesday."
    parsed, phrases = read(parser, text)
    people = [one.phrase for one in phrases.described if one.phrase.label == "PERSON"]
    assert {called(parsed, phrase, phrases.registry)[0] for phrase in people} == {"Amina Yusuf"}
    assert [words_of(parsed, phrase).quote for phrase in people] == ["Amina Yusuf", "Yusuf"]
    assert len({one.key for one in phrases.described if one.phrase.label == "PERSON"}) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [("The Government's", "the government"), ("José Núñez", "Jose Nunez"), ("workers’", "workers")],
)
def test_accents_and_possessives_make_no_second_actor(one: str, other: str) -> None:
    assert plain(one) == plain(other)


def test_evidence_has_the_words_near_the_event_and_the_first_naming(full_coder: Coder) -> None:
    text = (
        "LAGOS, Nigeria - Nurses have not been paid since March, their union said.\n"
        "The hospital called the claim untrue on Sunday.\n"
        "On Monday, hundreds of nurses marched through Lagos to demand their wages."
    )
    (mention,) = full_coder.code(text).mentions
    (actor,) = [a for a in mention.participants if a.name.lower() == "nurses"]
    assert [span.start for span in actor.evidence] == [text.index("nurses"), text.index("Nurses")]


def test_an_actor_is_told_once_a_role(full_coder: Coder) -> None:
    text = (
        "HARARE, Zimbabwe - Teachers marched in Harare on Monday against the government's pay offer.\n"
        "The government said it had no money. The protesters accused governments past and present."
    )
    for mention in full_coder.code(text).mentions:
        for actors in (mention.organizers, mention.participants, mention.targets):
            assert len({plain(a.name).rstrip("s") for a in actors}) == len(actors)

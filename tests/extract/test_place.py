"""The place of an event, apart from every other place that an article names."""

from __future__ import annotations

import pytest

from dateline.extract.listed import shipped_list
from dateline.extract.name import find_names
from dateline.extract.occurrence import Occurrence
from dateline.extract.place import place_of_event
from dateline.extract.toponym import find_toponyms
from dateline.gazetteer import Gazetteer
from dateline.parse import Parser
from dateline.read.heading import find_heading
from dateline.records import Article, ArticleId, EventPlace, Form, Status


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return Gazetteer.open()


def place(parser: Parser, gazetteer: Gazetteer, text: str, trigger: str) -> EventPlace | None:
    parsed = parser.parse(Article(id=ArticleId("a"), text=text), find_heading(text, None))
    at = text.index(trigger)
    words = parsed.span(at, at + len(trigger))
    run = parsed.tokens_of(words)
    event = Occurrence(
        trigger=(run,),
        form=Form(value="rally", confidence=1.0, evidence=(words,), by="test/1"),
        status=Status(value="held", confidence=1.0, evidence=(words,), by="test/1"),
        main=True,
        scope=(parsed.sentence_of(run.start),),
        confidence=1.0,
    )
    found = place_of_event(
        parsed, event, find_toponyms(parsed, find_names(parsed, shipped_list()), gazetteer), gazetteer
    )
    assert found is None or all(span.quotes(text) for span in found.evidence)
    return found


@pytest.mark.parametrize(
    ("text", "trigger", "name"),
    [
        pytest.param(
            "Thousands rallied in Lahore on Friday against the war in Yemen.", "rallied", "Lahore",
            id="where, not what about",
        ),
        pytest.param(
            "LONDON - Some 200 nurses demonstrated in Leeds on Monday.", "demonstrated", "Leeds",
            id="not the heading",
        ),
        pytest.param(
            "The president of France was in Rome when students marched through Lyon.", "marched", "Lyon",
            id="not a person's seat",
        ),
        pytest.param(
            "Farmers marched on Tuesday in the Indian city of Nagpur.", "marched", "Nagpur", id="city of"
        ),
    ],
)  # fmt: skip
def test_place_is_that_of_the_event(
    parser: Parser, gazetteer: Gazetteer, text: str, trigger: str, name: str
) -> None:
    found = place(parser, gazetteer, text, trigger)
    assert found is not None
    assert found.name == name


def test_no_place_is_an_answer(parser: Parser, gazetteer: Gazetteer) -> None:
    assert (
        place(parser, gazetteer, "Dozens demonstrated against the bombing of Sarajevo.", "demonstrated")
        is None
    )


def test_site_is_kept_in_words_beside_its_town(parser: Parser, gazetteer: Gazetteer) -> None:
    found = place(parser, gazetteer, "Nurses protested outside the old courthouse in Durban.", "protested")
    assert found is not None
    assert (found.name, found.precision) == ("Durban", "site")
    assert found.site is not None
    assert "courthouse" in found.site


def test_nationwide_event_is_in_the_country(parser: Parser, gazetteer: Gazetteer) -> None:
    text = "Kenya was quiet. Doctors began a nationwide strike on Monday. In Nairobi the streets were empty."
    found = place(parser, gazetteer, text, "strike")
    assert found is not None
    assert (found.name, found.precision, found.country) == ("Kenya", "country", "KE")


def test_areas_and_coordinates_come_from_the_toponym(parser: Parser, gazetteer: Gazetteer) -> None:
    found = place(parser, gazetteer, "A rally in Karachi drew a large crowd.", "rally")
    assert found is not None
    assert (found.admin1, found.country, found.geonameid) == ("Sindh", "PK", 1174872)


@pytest.mark.parametrize(
    ("text", "trigger", "site"),
    [
        ("Students held a rally at the University of Leeds on Monday.", "rally", "University of Leeds"),
        ("Nurses sat outside the headquarters of the Daily Post.", "sat", "headquarters of the Daily Post"),
        ("Teachers surrounded the Statehouse in Boise on Monday.", "surrounded", "Statehouse"),
        ("Nurses left the building and rallied at Riverside Hospital.", "rallied", "Riverside Hospital"),
    ],
)  # fmt: skip
def test_a_site_has_its_full_name(
    parser: Parser, gazetteer: Gazetteer, text: str, trigger: str, site: str
) -> None:
    found = place(parser, gazetteer, text, trigger)
    assert found is not None
    assert found.site == site

"""Which events an article tells of."""

from __future__ import annotations

import pytest

from dateline.extract.event import EventFinder
from dateline.extract.event.candidates import find_candidates
from dateline.extract.event.join import join
from dateline.extract.occurrence import Occurrence
from dateline.parse import Parsed, Parser
from dateline.records import Article, ArticleId
from dateline.settings import Settings


@pytest.fixture(scope="module")
def finder() -> EventFinder:
    return EventFinder(Settings())


def parsed_of(parser: Parser, text: str) -> Parsed:
    return parser.parse(Article(id=ArticleId("t"), text=text))


def events(parser: Parser, finder: EventFinder, text: str) -> tuple[Occurrence, ...]:
    return finder.find(parsed_of(parser, text))


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("Thousands of teachers marched through Lahore on Saturday to demand higher pay.", "march"),
        ("Bus drivers went on strike in Leeds on Monday over unpaid overtime.", "strike"),
        ("Students staged a sit-in at the rector's office on Tuesday against higher fees.", "sit_in"),
        ("Residents blockaded the highway near Durban on Friday in a protest over water cuts.", "blockade"),
        ("Hundreds gathered for a candlelight vigil in Oslo on Sunday for the drowned refugees.", "vigil"),
        ("Nurses walked out of the hospital in Accra on Thursday in protest at unpaid wages.", "walkout"),
        ("Three prisoners' families began a hunger strike outside parliament on Monday.", "hunger_strike"),
        ("Shopkeepers observed a hartal in Quetta on Friday in protest against new taxes.", "shutdown"),
    ],
    ids=lambda value: value if " " not in value else "",
)
def test_form_is_the_most_specific_word(parser: Parser, finder: EventFinder, text: str, form: str) -> None:
    found = events(parser, finder, text)
    assert form in [o.form.value for o in found]


@pytest.mark.parametrize(
    "text",
    [
        "Shares rallied on Monday as oil prices rose, and traders said the rally could last.",
        "The striker scored twice and the home side marched on to the final of the cup.",
        "An air strike hit a convoy of rebels north of the town, the army said.",
        "The minister demonstrated a new electric bus at the motor show in March.",
    ],
    ids=["stocks", "sport", "war", "show"],
)
def test_what_only_looks_like_a_protest_is_none(parser: Parser, finder: EventFinder, text: str) -> None:
    assert events(parser, finder, text) == ()


def test_a_march_told_twice_is_one_event(parser: Parser, finder: EventFinder) -> None:
    text = (
        "Some 3,000 farmers marched through Jaipur on Monday to demand fair prices. "
        "The march ended at the state assembly, where leaders handed in a petition."
    )
    assert len(events(parser, finder, text)) == 1


def test_a_plan_is_planned(parser: Parser, finder: EventFinder) -> None:
    text = "Unions plan to hold a march through central Dublin next Saturday against the water charges."
    (event,) = events(parser, finder, text)
    assert event.status.value == "planned"


def test_calling_off_is_read_from_the_words_over_the_trigger(parser: Parser, finder: EventFinder) -> None:
    text = "The railway workers' union called off the strike on Thursday after a pay deal in Mumbai."
    (event,) = events(parser, finder, text)
    assert event.status.value == "called_off"
    assert event.status.by == "event.status-cue/2"


def test_what_might_be_called_off_is_not(parser: Parser, finder: EventFinder) -> None:
    text = "The railway workers' union may call off its strike in Mumbai on Thursday."
    assert [e.status.value for e in events(parser, finder, text)] != ["called_off"]


def test_a_march_at_which_people_clashed_stays_a_march(parser: Parser, finder: EventFinder) -> None:
    text = (
        "Thousands of students marched through Nairobi on Friday against higher fees. Some of the marchers "
        "clashed with police near the ministry."
    )
    assert "march" in [e.form.value for e in events(parser, finder, text)]


def test_an_event_is_no_surer_than_its_surest_word(parser: Parser, finder: EventFinder) -> None:
    parsed = parsed_of(
        parser, "Shares rallied 300 points on Monday after the strike price of options was cut."
    )
    for one in finder.considered(parsed, finder.scored(parsed), 1.0):
        assert one.chance <= one.item[0].chance


def test_triggers_quote_the_text(parser: Parser, finder: EventFinder) -> None:
    text = "HUNDREDS of students 🎓 protested in Nairobi on Friday.\r\n\r\nThe protest\u0301 was loud."
    parsed = parsed_of(parser, text)
    for event in finder.find(parsed):
        for tokens in event.trigger:
            assert parsed.words(tokens).quotes(text)


def test_scope_of_a_lone_event_is_the_whole_article(parser: Parser, finder: EventFinder) -> None:
    text = "Teachers marched in Lahore on Saturday over pay. It was hot. Traffic stood still for an hour."
    (event,) = events(parser, finder, text)
    assert event.scope == (0, 1, 2)


def test_hyphens_do_not_hide_a_word_of_the_lexicon(parser: Parser) -> None:
    found = find_candidates(parsed_of(parser, "The sit-in and the walk-out came before a counter-protest."))
    assert [c.words for c in found] == ["sit-in", "walk-out", "counter-protest"]


def test_a_demonstration_of_solidarity_names_no_event(parser: Parser) -> None:
    found = find_candidates(parsed_of(parser, "The gift was a demonstration of solidarity with the victims."))
    assert found == []


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("The goalkeeper demonstrated why clubs abroad want her.", 0),
        ("A new bus was demonstrated at the fair.", 0),
        ("Residents demonstrated their anger outside the town hall.", 1),
        ("Residents demonstrated outside the town hall.", 1),
    ],
)
def test_to_demonstrate_something_is_no_protest(parser: Parser, text: str, count: int) -> None:
    assert len(find_candidates(parsed_of(parser, text))) == count


def test_joining_stops_at_the_threshold() -> None:
    assert join([1, 2, 10, 11], lambda a, b: 0.9 if abs(a - b) == 1 else 0.1, 0.5) == [[1, 2], [10, 11]]


def test_joining_nothing_gives_nothing() -> None:
    assert join([], lambda a, b: 1.0, 0.5) == []

"""Arrested, injured and killed."""

from __future__ import annotations

from typing import Literal

import pytest

from dateline.extract.harm import HarmKind, find_counts, share_counts
from dateline.extract.occurrence import Occurrence
from dateline.parse import Parsed, Parser
from dateline.records import Article, ArticleId, Form, Status


def parse(parser: Parser, text: str) -> Parsed:
    return parser.parse(Article(id=ArticleId("a"), text=text))


@pytest.mark.parametrize(
    ("text", "kind", "low", "high", "who"),
    [
        ("Police arrested 60 protesters.", "arrested", 60, 60, "protester"),
        ("Three people were arrested.", "arrested", 3, 3, "unknown"),
        ("Police made 27 arrests.", "arrested", 27, 27, "unknown"),
        ("At least seven people were detained.", "arrested", 7, None, "unknown"),
        ("Five police officers were injured.", "injured", 5, 5, "police"),
        ("Dozens of students were wounded.", "injured", 24, 199, "protester"),
        ("Two demonstrators died in the clashes.", "killed", 2, 2, "protester"),
        ("A man was killed at the march.", "killed", 1, 1, "unknown"),
        ("Six protesters and two officers were killed.", "killed", 8, 8, "unknown"),
        ("The clashes left nine people dead.", "killed", 9, 9, "unknown"),
        ("Several officers were hurt.", "injured", None, None, "police"),
        ("Nine people were taken into custody.", "arrested", 9, 9, "unknown"),
        ("Police rounded up 40 students.", "arrested", 40, 40, "protester"),
        ("A total of eight people were transported to a hospital.", "injured", 8, 8, "unknown"),
        ("Police shot three demonstrators.", "injured", 3, 3, "protester"),
        ("Two miners were shot dead.", "killed", 2, 2, "protester"),
        ("Keller and four others were arrested.", "arrested", 5, 5, "unknown"),
        ("She was detained by police.", "arrested", 1, 1, "unknown"),
        ("The march followed deadly clashes with police.", "killed", 1, None, "unknown"),
        ("Riots left 30 farmers dead and another 500 homeless.", "killed", 30, 30, "protester"),
        ("More than 300 of the 367 people who were arrested are in jail.", "arrested", 367, 367, "unknown"),
        ("Police reported the arrest of Keller and three other students.", "arrested", 4, 4, "unknown"),
        ("Officers beat the crowd, landing 30 marchers in hospital.", "injured", 30, 30, "protester"),
        ("The death toll from four hospitals rose to 12.", "killed", 12, 12, "unknown"),
    ],
)
def test_the_harmed_are_counted(
    parser: Parser, text: str, kind: str, low: int | None, high: int | None, who: str
) -> None:
    (found,) = find_counts(parse(parser, text))
    assert (found.kind, found.count.low, found.count.high, found.count.who) == (kind, low, high, who)
    assert all(span.quotes(text) for span in found.count.evidence)


@pytest.mark.parametrize(
    "text",
    [
        "No one was injured.",
        "There were no arrests.",
        "Police did not arrest anyone.",
        "The student's June 2014 death was on their minds.",
        "They could be arrested.",
        "About 300 people marched.",
    ],
)
def test_nobody_is_counted_where_nobody_was_harmed_at_the_event(parser: Parser, text: str) -> None:
    assert find_counts(parse(parser, text)) == ()


def test_whom_it_befell_is_told(parser: Parser) -> None:
    (found,) = find_counts(parse(parser, "Police arrested 12 students."))
    assert found.count.about == "students"


@pytest.mark.parametrize(
    ("text", "doubt"),
    [
        ("They marched over the death of a student.", "grievance"),
        ("A car bomb killed 12 people.", "other_violence"),
    ],
)
def test_harm_that_may_be_of_no_event_is_marked(parser: Parser, text: str, doubt: str) -> None:
    (found,) = find_counts(parse(parser, text))
    assert found.doubts == (doubt,)


def event_at(parsed: Parsed, words: str, status: Literal["held", "planned"] = "held") -> Occurrence:
    at = parsed.token_at(parsed.text.index(words))
    return Occurrence(
        trigger=(parsed.doc[at : at + 1],),
        form=Form(value="march", confidence=1.0, evidence=(), by="test"),
        status=Status(value=status, confidence=1.0, evidence=(), by="test"),
        main=True,
        scope=(parsed.sentence_of(at),),
        confidence=1.0,
    )


def figures(parsed: Parsed, *events: Occurrence) -> list[dict[HarmKind, list[int | None]]]:
    shared = share_counts(parsed, find_counts(parsed), events)
    kinds: tuple[HarmKind, ...] = ("arrested", "injured", "killed")
    return [
        {
            kind: [c.low for c in counts]
            for kind, counts in zip(kinds, shared.of(event), strict=True)
            if counts
        }
        for event in events
    ]


def test_counts_go_to_the_event_before_them(parser: Parser) -> None:
    parsed = parse(parser, "Nurses marched in Oslo. Police arrested 12 people and five were injured.")
    assert figures(parsed, event_at(parsed, "marched")) == [{"arrested": [12], "injured": [5]}]


def test_each_count_goes_to_one_event(parser: Parser) -> None:
    parsed = parse(
        parser,
        "Nurses marched in Oslo, where police arrested 12 people. "
        "Miners rallied in Bergen, where police arrested 30 demonstrators.",
    )
    events = event_at(parsed, "marched"), event_at(parsed, "rallied")
    assert figures(parsed, *events) == [{"arrested": [12]}, {"arrested": [30]}]


def test_those_an_event_is_held_for_are_not_its_own(parser: Parser) -> None:
    parsed = parse(parser, "Hundreds marched in Oslo on Sunday over the death of a student in June.")
    assert figures(parsed, event_at(parsed, "marched")) == [{}]


def test_an_event_to_come_has_no_harmed(parser: Parser) -> None:
    parsed = parse(parser, "Nurses will march in Oslo. Police arrested 12 people.")
    assert figures(parsed, event_at(parsed, "march", "planned")) == [{}]


def test_an_article_without_harm_gives_none(parser: Parser) -> None:
    parsed = parse(parser, "Nurses marched in Oslo.")
    assert figures(parsed, event_at(parsed, "marched")) == [{}]


def test_the_probability_is_the_confidence_and_the_judge_is_named(parser: Parser) -> None:
    parsed = parse(parser, "Nurses marched in Oslo. Police arrested 12 demonstrators at the march.")
    event = event_at(parsed, "marched")
    ((arrested,), _, _) = share_counts(parsed, find_counts(parsed), [event]).of(event)
    assert arrested.by == "harm.judge/1"
    assert 0.25 <= arrested.confidence < 1.0


def test_conflicting_tolls_are_one_range_and_every_claim(parser: Parser) -> None:
    parsed = parse(
        parser,
        "Nurses marched in Oslo. Police said 12 demonstrators were arrested at the march. "
        "Organisers said 40 demonstrators were arrested at the march.",
    )
    event = event_at(parsed, "marched")
    arrested, _, _ = share_counts(parsed, find_counts(parsed), [event]).of(event)
    whole, *claims = arrested
    assert (whole.low, whole.high, whole.bound, whole.claimant) == (12, 40, "range", None)
    assert {(c.low, c.claimant.name) for c in claims if c.claimant} == {(12, "Police"), (40, "Organisers")}
    assert {span.quote for span in whole.evidence} == {claim.evidence[0].quote for claim in claims}
    assert len({count.id for count in arrested}) == 3


def test_two_figures_of_one_claimant_are_no_conflict(parser: Parser) -> None:
    parsed = parse(
        parser,
        "Nurses marched in Oslo. Police said 12 demonstrators were arrested. "
        "Police said 40 demonstrators were arrested.",
    )
    event = event_at(parsed, "marched")
    arrested, _, _ = share_counts(parsed, find_counts(parsed), [event]).of(event)
    assert len(arrested) == 1


def test_events_of_one_trigger_do_not_share_a_count(parser: Parser) -> None:
    parsed = parse(
        parser, "Nurses marched in Oslo and Bergen. Police arrested 12 demonstrators at the march."
    )
    first, second = event_at(parsed, "marched"), event_at(parsed, "marched")
    assert figures(parsed, first, second) == [{"arrested": [12]}, {}]

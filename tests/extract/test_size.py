"""How many took part, who says so, and at which event."""

from __future__ import annotations

import pytest

from dateline.extract.occurrence import Occurrence
from dateline.extract.size import find_sizes, sizes_of_event
from dateline.parse import Parsed, Parser
from dateline.read.heading import find_heading
from dateline.records import Article, ArticleId, Form, Status


def parse(parser: Parser, text: str) -> Parsed:
    return parser.parse(Article(id=ArticleId("a"), text=text), find_heading(text))


def occurrence(parsed: Parsed, trigger: str) -> Occurrence:
    at = parsed.text.index(trigger)
    tokens = parsed.doc[parsed.token_at(at) : parsed.token_at(at + len(trigger) - 1) + 1]
    return Occurrence(
        trigger=(tokens,),
        form=Form(value="march", confidence=1.0, evidence=(), by="test"),
        status=Status(value="held", confidence=1.0, evidence=(), by="test"),
        main=True,
        scope=(parsed.sentence_of(tokens.root.i),),
        confidence=1.0,
    )


@pytest.mark.parametrize(
    ("text", "words", "low", "high"),
    [
        ("About 300 protesters blocked the bridge.", "About 300", 300, 300),
        ("Thousands took to the streets of the capital.", "Thousands", 2_000, 19_999),
        ("A crowd of 300 gathered at the gate.", "300", 300, 300),
        ("The rally was attended by 2,000 people.", "2,000", 2_000, 2_000),
        ("The march drew hundreds of students.", "hundreds", 200, 1_999),
        ("More than 5,000 workers went on strike.", "More than 5,000", 5_000, None),
        ("A 2,000-strong march crossed the river.", "2,000", 2_000, 2_000),
        ("Tens of thousands marched through the city.", "Tens of thousands", 20_000, 199_999),
        ("Between 200 and 300 farmers rallied outside.", "Between 200 and 300", 200, 300),
    ],
)
def test_a_gathering_is_counted(
    parser: Parser, text: str, words: str, low: int | None, high: int | None
) -> None:
    (found,) = find_sizes(parse(parser, text))
    assert (found.size.words, found.size.low, found.size.high) == (words, low, high)
    assert found.size.evidence[0].quotes(text)
    assert len(found.size.id) == 16


@pytest.mark.parametrize(
    "text",
    [
        "Police arrested 26 protesters at the rally.",
        "At least 12 people were injured in the march.",
        "The protest followed the shooting of 31 people.",
        "Stocks rallied 300 points.",
        "They marched 20 kilometres to the capital.",
        "They rallied on 21 October 2023.",
        "date 2023-10-21 LAHORE - The rally was held.",
        "The firm employs 3,000 workers.",
        "Some 28 groups and 100 taxis joined the protest.",
        "A 34-year-old man marched.",
        "They want a 10 percent raise or $300.",
        "Members of Local 88 picketed the gate.",
        "About 80 police officers guarded the march.",
        "Some 600 people live in the village.",
    ],
)
def test_other_numbers_are_no_sizes(parser: Parser, text: str) -> None:
    assert find_sizes(parse(parser, text)) == ()


@pytest.mark.parametrize(
    ("text", "claimant"),
    [
        ("About 500 people marched, police said.", "police"),
        ("Organisers said 2,000 people attended the rally.", "Organisers"),
        ("According to witnesses, 300 people marched.", "witnesses"),
        ("About 500 people marched.", None),
    ],
)
def test_the_claimant_is_who_the_sentence_names(parser: Parser, text: str, claimant: str | None) -> None:
    (found,) = find_sizes(parse(parser, text))
    assert (found.size.claimant.name if found.size.claimant else None) == claimant
    if found.size.claimant:
        assert found.size.claimant.evidence[0].quotes(text)


def test_what_is_to_come_is_expected(parser: Parser) -> None:
    (found,) = find_sizes(parse(parser, "About 500 people will march on Sunday."))
    assert found.size.of == "expected"


def test_a_size_goes_to_the_nearer_event(parser: Parser) -> None:
    parsed = parse(parser, "About 300 nurses marched in Oslo. In Bergen, 50 drivers picketed the port.")
    found = find_sizes(parsed)
    march, picket = occurrence(parsed, "marched"), occurrence(parsed, "picketed")
    assert [s.low for s in sizes_of_event(parsed, march, found, [picket])] == [300]
    assert [s.low for s in sizes_of_event(parsed, picket, found, [march])] == [50]


def test_a_figure_told_twice_is_one_size(parser: Parser) -> None:
    parsed = parse(parser, "About 300 nurses marched. About 300 people marched, police said.")
    (size,) = sizes_of_event(parsed, occurrence(parsed, "marched"), find_sizes(parsed))
    assert size.claimant is not None

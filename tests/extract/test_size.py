"""How many took part, who says so, and at which event."""

from __future__ import annotations

import pytest

from dateline.extract.occurrence import Occurrence
from dateline.extract.size import find_sizes, sizes_of_event
from dateline.parse import Parsed, Parser
from dateline.read.heading import find_heading
from dateline.records import Article, ArticleId, Form, Size, Status


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
        scope=tuple(range(parsed.sentence_of(tokens.root.i), len(parsed.sentences))),
        confidence=1.0,
    )


def sizes(parser: Parser, text: str, trigger: str) -> tuple[Size, ...]:
    """The sizes of the one event of a text."""
    parsed = parse(parser, text)
    return sizes_of_event(parsed, occurrence(parsed, trigger), find_sizes(parsed))


@pytest.mark.parametrize(
    ("text", "trigger", "words", "low", "high"),
    [
        ("About 300 protesters blocked the bridge.", "blocked", "About 300", 300, 300),
        ("Thousands took to the streets of the capital.", "took to", "Thousands", 2_000, 19_999),
        ("A crowd of 300 gathered at the gate.", "gathered", "300", 300, 300),
        ("The rally was attended by 2,000 people.", "rally", "2,000", 2_000, 2_000),
        ("The march drew hundreds of students.", "march", "hundreds", 200, 1_999),
        ("More than 5,000 workers went on strike.", "strike", "More than 5,000", 5_000, None),
        ("A 2,000-strong march crossed the river.", "march", "2,000", 2_000, 2_000),
        ("Tens of thousands marched through the city.", "marched", "Tens of thousands", 20_000, 199_999),
        ("Between 200 and 300 farmers rallied outside.", "rallied", "Between 200 and 300", 200, 300),
        ("The vigil drew a crowd. Organisers put it at 4,000.", "vigil", "4,000", 4_000, 4_000),
        ("Some 900 tailors represented by the guild struck.", "struck", "Some 900", 900, 900),
        ("Police charged a march of about 700 weavers.", "march", "about 700", 700, 700),
        ("Nurses held a rally on Friday. About 600 people came.", "rally", "About 600", 600, 600),
        (
            "About 30 people were living in tents on the square as they protested against the mine.",
            "protested",
            "About 30",
            30,
            30,
        ),
    ],
)
def test_a_gathering_is_counted(
    parser: Parser, text: str, trigger: str, words: str, low: int | None, high: int | None
) -> None:
    (size,) = sizes(parser, text, trigger)
    assert (size.words, size.low, size.high) == (words, low, high)
    assert size.evidence[0].quotes(text)
    assert len(size.id) == 16
    assert size.by == "size.judge/1"
    assert 0.0 < size.confidence <= 1.0


@pytest.mark.parametrize(
    ("text", "trigger"),
    [
        ("Police arrested 26 protesters at the rally.", "rally"),
        ("At least 12 people were injured in the march.", "march"),
        ("The march was held for the 40 miners killed in May.", "march"),
        ("They marched for 367 people who were detained last week.", "marched"),
        ("The protest followed the shooting of 31 people.", "protest"),
        ("The unrest left 14 dead and 90 wounded.", "unrest"),
        ("Hundreds of people are still in detention after the unrest.", "unrest"),
        ("The rally was against the arrival of 3,000 migrants.", "rally"),
        ("Stocks rallied 300 points.", "rallied"),
        ("The index fell 1,200 points before the strike.", "strike"),
        ("They marched 20 kilometres to the capital.", "marched"),
        ("They rallied on 21 October 2023.", "rallied"),
        ("The protest of 1984 is remembered.", "protest"),
        ("date 2023-10-21 LAHORE - The rally was held.", "rally"),
        ("The strike is over: the firm employs 3,000 workers.", "strike"),
        ("The union, which represents 40,000 teachers, called the strike.", "strike"),
        ("Some 28 groups and 100 taxis joined the protest.", "protest"),
        ("A 34-year-old man marched.", "marched"),
        ("They rallied for a 10 percent raise or $300.", "rallied"),
        ("They want 500 euros a month, the marchers said.", "marchers"),
        ("Members of Local 88 picketed the gate.", "picketed"),
        ("Marchers blocked the I-94 for hours.", "blocked"),
        ("She joined the Million Worker March in autumn.", "March"),
        ('They marched and sang "one two three four, no more".', "marched"),
        ("About 80 police officers guarded the march.", "march"),
        ("A rally was held in the village, where some 600 people live.", "rally"),
        ("The rally was for 70 weavers whom the mill had dismissed.", "rally"),
    ],
)
def test_other_numbers_are_no_sizes(parser: Parser, text: str, trigger: str) -> None:
    assert sizes(parser, text, trigger) == ()


@pytest.mark.parametrize(
    ("text", "trigger", "claimant"),
    [
        ("About 500 people marched, police said.", "marched", "police"),
        ("Organisers said 2,000 people attended the rally.", "rally", "Organisers"),
        ("According to witnesses, 300 people marched.", "marched", "witnesses"),
        ("The rally ended. The guild says it expects 4,000 marchers on Sunday.", "rally", "guild"),
        ("Police put the crowd at the rally at 7,000.", "rally", "Police"),
        ("The rally drew 900 people by the organisers' estimate of 900.", "rally", "organisers"),
        ("Television footage showed dozens of protesters blocking a road.", "blocking", "Television footage"),
        ("Thousands of bakers could strike, warn union leaders.", "strike", "union leaders"),
        ("Organisers are hoping that 3,000 people will march.", "march", "Organisers"),
        (
            "About 200 people marched, said guild spokeswoman Ada Lund.",
            "marched",
            "guild spokeswoman Ada Lund",
        ),
        ("About 500 people marched.", "marched", None),
        ("Ada Lund said as she joined 200 marchers that she was glad.", "marchers", None),
        ("The guild put pressure on the mill with a picket of 60 workers.", "picket", None),
        ("Ada Lund told a rally of 500 people that the mill must stay.", "rally", None),
        (
            "Spokespeople for the Union of Bakers in Northern Vell say 900 will march.",
            "march",
            "Spokespeople for the Union of Bakers in Northern Vell",
        ),
    ],
)
def test_the_claimant_is_who_the_article_names(
    parser: Parser, text: str, trigger: str, claimant: str | None
) -> None:
    size = sizes(parser, text, trigger)[-1]
    assert (size.claimant.name if size.claimant else None) == claimant
    if size.claimant:
        assert size.claimant.evidence[0].quotes(text)


@pytest.mark.parametrize(
    ("text", "claimant"),
    [
        (
            'The march was long. Ada Lund spoke to us. "About 4,000 people marched. It was fine," Lund said.',
            "Lund",
        ),
        ('"It was a fine march," Ada Lund told us. "There were 4,000 marchers."', "Ada Lund"),
        ("The guild said the march was calm. It said 4,000 marchers came.", "guild"),
        (
            "In Vell, Lom county, the River Guild said all was calm. Some 4,000 people marched, it said.",
            "River Guild",
        ),
    ],
    ids=["behind the quotation", "before it", "a pronoun", "a pronoun for who stands behind a place"],
)
def test_the_claimant_may_stand_outside_the_clause(parser: Parser, text: str, claimant: str) -> None:
    (size,) = sizes(parser, text, "march")
    assert size.claimant is not None
    assert size.claimant.name == claimant


@pytest.mark.parametrize(
    "text",
    [
        "About 500 people will march on Sunday.",
        "Students said that they would march on Friday. The union of students expects 5,000 people.",
    ],
    ids=["a verb to come", "the sentence behind"],
)
def test_what_is_to_come_is_expected(parser: Parser, text: str) -> None:
    (size,) = sizes(parser, text, "march")
    assert size.of == "expected"


def test_an_estimate_of_what_was_is_turnout(parser: Parser) -> None:
    (size,) = sizes(parser, "Police estimated that 500 people marched.", "marched")
    assert size.of == "turnout"


@pytest.mark.parametrize(
    ("text", "weighed"),
    [
        ("The mill dismissed some 900 weavers who had gone on strike on Monday.", True),
        ("Eight protesters who stormed the mill were arrested.", True),
        ("The mill dismissed some 900 weavers who had asked for leave.", False),
    ],
)
def test_whom_harm_befell_is_weighed_where_a_protest_of_theirs_is_told(
    parser: Parser, text: str, *, weighed: bool
) -> None:
    assert bool(find_sizes(parse(parser, text))) is weighed


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

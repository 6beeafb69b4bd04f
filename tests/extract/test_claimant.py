"""Who gives a figure: what the judge is shown, and that another judge may be asked."""

from __future__ import annotations

from dateline.extract.claimant import claimants_near, find_claimant, named_claimant
from dateline.extract.counted import find_counted
from dateline.extract.linear import LinearModel
from dateline.parse import Parsed, Parser
from dateline.records import Article, ArticleId

TEXT = "Police put the crowd at 300. The guild said 900 people marched, and Ada Lund spoke of 2,000."
NOBODY = LinearModel("nobody/1", -5.0, {})
ANYBODY = LinearModel("anybody/1", 5.0, {})


def parse(parser: Parser, text: str) -> Parsed:
    return parser.parse(Article(id=ArticleId("made"), text=text), None)


def test_every_word_near_that_says_something_is_shown(parser: Parser) -> None:
    parsed = parse(parser, TEXT)
    near = claimants_near(parsed, find_counted(parsed)[0].token)
    assert {"Police", "guild"} <= {c.token.text for c in near}
    assert [c.token.i for c in near] == sorted(c.token.i for c in near)


def test_the_choice_of_the_rules_is_marked(parser: Parser) -> None:
    parsed = parse(parser, TEXT)
    near = claimants_near(parsed, find_counted(parsed)[1].token)
    assert [c.token.text for c in near if "first=True" in c.features] == ["guild"]


def test_a_given_judge_is_asked(parser: Parser) -> None:
    parsed = parse(parser, TEXT)
    token = find_counted(parsed)[1].token
    assert find_claimant(parsed, token, model=NOBODY) is None
    assert find_claimant(parsed, token, model=ANYBODY) is not None


def test_a_pronoun_that_stands_for_nobody_names_nobody(parser: Parser) -> None:
    parsed = parse(parser, "It said 300 people marched.")
    assert named_claimant(parsed, parsed.doc[0], (), 0.9) is None


def test_the_confidence_is_the_judges(parser: Parser) -> None:
    parsed = parse(parser, "Police said 300 people marched.")
    found = find_claimant(parsed, find_counted(parsed)[0].token)
    assert found is not None
    assert 0.3 <= found.confidence <= 1.0
    assert found.by == "claimant.judge/1"

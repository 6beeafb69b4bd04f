"""Arrested, injured and killed."""

from __future__ import annotations

import pytest

from dateline.extract.harm import counts_of_event, find_counts
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
        "They marched over the death of a student.",
        "A car bomb killed 12 people.",
        "They could be arrested.",
        "About 300 people marched.",
    ],
)
def test_nobody_is_counted_where_nobody_was_harmed_at_the_event(parser: Parser, text: str) -> None:
    assert find_counts(parse(parser, text)) == ()


def test_whom_it_befell_is_told(parser: Parser) -> None:
    (found,) = find_counts(parse(parser, "Police arrested 12 students."))
    assert found.count.about == "students"


def test_counts_go_to_the_event_before_them(parser: Parser) -> None:
    parsed = parse(parser, "Nurses marched in Oslo. Police arrested 12 people and five were injured.")
    at = parsed.token_at(parsed.text.index("marched"))
    event = Occurrence(
        trigger=(parsed.doc[at : at + 1],),
        form=Form(value="march", confidence=1.0, evidence=(), by="test"),
        status=Status(value="held", confidence=1.0, evidence=(), by="test"),
        main=True,
        scope=(0,),
        confidence=1.0,
    )
    arrested, injured, killed = counts_of_event(parsed, event, find_counts(parsed))
    assert [c.low for c in arrested] == [12]
    assert [c.low for c in injured] == [5]
    assert killed == ()

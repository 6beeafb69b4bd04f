"""What finders weighed: the same choice as coding, and why the rest was not taken."""

from __future__ import annotations

import math

import pytest

from dateline.coder import Coder
from dateline.extract.considered import Considered, taken
from dateline.extract.counted import find_counted
from dateline.extract.date import considered_times, date_of_event, find_times
from dateline.extract.harm import considered_counts, find_counts, share_counts
from dateline.extract.linear import LinearModel
from dateline.extract.occurrence import Occurrence
from dateline.extract.police import find_police, police_of_event
from dateline.extract.police.find import considered_police
from dateline.extract.size import considered_sizes, find_sizes, sizes_of_event
from dateline.parse import Parsed, Parser
from dateline.records import Article, ArticleId, Form, Status

TEXT = (
    "Nurses marched in Leeds on Monday against cuts. About 500 people came, organisers said; 500 nurses, the "
    "union said. Police fired tear gas and arrested nine. In York 40 porters went on strike on Friday over "
    "pay. Three porters were hurt."
)


def parse(parser: Parser, text: str) -> Parsed:
    return parser.parse(Article(id=ArticleId("a"), text=text))


def occurrence(parsed: Parsed, trigger: str) -> Occurrence:
    at = parsed.text.index(trigger)
    tokens = parsed.doc[parsed.token_at(at) : parsed.token_at(at + len(trigger) - 1) + 1]
    sentence = parsed.sentence_of(tokens.root.i)
    return Occurrence(
        trigger=(tokens,),
        form=Form(value="march", confidence=1.0, evidence=(), by="test"),
        status=Status(value="held", confidence=1.0, evidence=(), by="test"),
        main=True,
        scope=tuple(range(sentence, min(sentence + 3, len(parsed.sentences)))),
        confidence=1.0,
    )


@pytest.fixture(scope="module")
def parsed(full_coder: Coder) -> Parsed:
    return full_coder._tools.parser.parse(Article(id=ArticleId("a"), text=TEXT))


@pytest.fixture(scope="module")
def events(parsed: Parsed) -> list[Occurrence]:
    return [occurrence(parsed, "marched"), occurrence(parsed, "strike")]


def test_only_those_without_a_reason_against_are_taken() -> None:
    one = Considered("a", 0.9)
    assert one.taken
    assert not one.passed_over("told_again").taken
    assert taken([one, one.passed_over("too_many")]) == [one]


def test_contributions_and_the_bias_make_the_score() -> None:
    model = LinearModel("m/1", -1.0, {"a": 2.0, "b": -3.0, "c": 0.0})
    features = ["a", "a", "b", "c", "unknown"]
    added = model.contributions(features)
    assert added == [("a", 4.0), ("b", -3.0)]
    assert model.bias + sum(weight for _, weight in added) == pytest.approx(model.score(features))


def test_a_number_below_the_threshold_and_one_of_another_event_say_so(
    parsed: Parsed, events: list[Occurrence]
) -> None:
    numbers = find_sizes(parsed)
    march, strike = events
    for event, other in ((march, strike), (strike, march)):
        considered = considered_sizes(parsed, event, numbers, [other])
        chosen = {one.item.counted.quantity.start for one in taken(considered)}
        sizes = sizes_of_event(parsed, event, numbers, [other])
        assert {size.evidence[0].start for size in sizes} <= chosen
        for one in considered:
            assert (one.why_not == "below_threshold") == (one.chance < 0.4)
    both = [
        {one.item.counted.quantity.start for one in taken(considered_sizes(parsed, e, numbers, [o]))}
        for e, o in ((march, strike), (strike, march))
    ]
    assert not both[0] & both[1]


def test_one_time_at_most_is_taken_and_it_gives_the_date(parsed: Parsed, events: list[Occurrence]) -> None:
    times = find_times(parsed)
    for event in events:
        considered = considered_times(parsed, event, times)
        assert len(taken(considered)) <= 1
        date = date_of_event(parsed, event, times)
        if date is not None:
            assert taken(considered)[0].item.evidence[0] in date.evidence
        best = max((one.chance for one in considered), default=0.0)
        assert all(one.chance == best for one in taken(considered))


def test_the_date_of_the_heading_is_not_weighed(full_coder: Coder) -> None:
    why = full_coder.explain("LEEDS, 5 March 2024 - Nurses marched on Monday against cuts.", runners_up=9)
    heading = [w for m in why.mentions for w in m.weighed if w.why_not == "in_the_heading"]
    assert [w.chance for w in heading] == [None]


def test_counts_are_weighed_for_each_event_in_reach_and_have_one(
    parsed: Parsed, events: list[Occurrence]
) -> None:
    found = find_counts(parsed, (), find_counted(parsed))
    table = considered_counts(parsed, found, events)
    assert len(table) == len(events)
    for kind in ("arrested", "injured", "killed"):
        owners = [e for e, row in enumerate(table) for one in taken(row) if one.item.kind == kind]
        assert len(owners) == len(set(owners))
    shared = share_counts(parsed, found, events)
    for event, row in zip(events, table, strict=True):
        coded = {span for counts in shared.of(event) for count in counts for span in count.evidence}
        assert all(one.item.count.evidence[0] in coded for one in taken(row))


def test_a_count_goes_to_one_event_alone(parsed: Parsed, events: list[Occurrence]) -> None:
    found = find_counts(parsed, (), find_counted(parsed))
    rows = considered_counts(parsed, found, events)
    for item in found:
        owners = [row for row in rows if any(one.item is item and one.taken for one in row)]
        assert len(owners) <= 1


def test_police_actions_are_those_that_were_taken(parsed: Parsed, events: list[Occurrence]) -> None:
    found = find_police(parsed)
    for event in events:
        values = {one.item.value for one in taken(considered_police(parsed, event, found))}
        assert {action.value for action in police_of_event(parsed, event, found)} == values


def test_judging_in_full_changes_no_choice(full_coder: Coder) -> None:
    tools = full_coder._tools
    parsed = tools.parser.parse(
        Article(id=ArticleId("a"), text=TEXT + " Shares rallied. Troops marched." * 3)
    )
    quick, full = tools.events.scored(parsed), tools.events.scored(parsed, in_full=True)
    assert all(one.features for one in full)
    chosen = [
        [
            [j.candidate.tokens.start for j in one.item]
            for one in taken(tools.events.considered(parsed, s, 1.0))
        ]
        for s in (quick, full)
    ]
    assert chosen[0] == chosen[1]


def test_issues_share_no_words_and_are_three_at_most(full_coder: Coder) -> None:
    claims = (
        "over pay, against cuts to pensions, for safer roads, against the sale of the port and for more buses"
    )
    why = full_coder.explain(f"Drivers marched in Leeds on Monday {claims}.", runners_up=99)
    issues = [w for m in why.mentions for w in m.weighed if w.slot == "issues"]
    chosen = [w for w in issues if w.why_not is None]
    assert 0 < len(chosen) <= 3
    assert not any(a.words[0].overlaps(b.words[0]) for a in chosen for b in chosen if a is not b)
    beside = [w for w in issues if w.why_not == "shares_words"]
    assert beside
    assert all(any(w.words[0].overlaps(c.words[0]) for c in chosen) for w in beside)


def test_a_crowd_without_a_name_and_a_town_are_no_actors(full_coder: Coder) -> None:
    why = full_coder.explain(
        "Hundreds of protesters marched in Leeds on Monday against the council.", runners_up=99
    )
    for one in (w for m in why.mentions for w in m.weighed if w.slot == "participants"):
        assert one.why_not is not None or one.words[0].quote != "protesters"
        if one.words[0].quote == "protesters":
            assert one.why_not in ("says_nothing", "below_threshold")


def test_chances_are_probabilities(full_coder: Coder) -> None:
    why = full_coder.explain(TEXT, runners_up=99)
    for one in (*why.left_over, *(w for m in why.mentions for w in m.weighed)):
        for chance in (one.chance, one.confidence, one.needed, *(j.chance for j in one.judgements)):
            assert chance is None or (0.0 <= chance <= 1.0 and not math.isnan(chance))

"""Time expressions and the day of an event. Published: Thursday 19 October 2023."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dateline.extract.date import date_of_event, find_times
from dateline.extract.occurrence import Occurrence
from dateline.parse import Parsed, Parser
from dateline.read.heading import find_heading
from dateline.records import Article, ArticleId, Form, Status
from dateline.records.lists import FormName, StatusName

THURSDAY = date(2023, 10, 19)


def parse(parser: Parser, text: str, published: date | None = THURSDAY) -> Parsed:
    article = Article(id=ArticleId("a"), text=text, published=published)
    return parser.parse(article, find_heading(text, published))


def occurrence(
    parsed: Parsed, trigger: str, status: StatusName = "held", form: FormName = "march", main: bool = True
) -> Occurrence:
    at = parsed.text.index(trigger)
    tokens = parsed.doc[parsed.token_at(at) : parsed.token_at(at + len(trigger) - 1) + 1]
    return Occurrence(
        trigger=(tokens,),
        form=Form(value=form, confidence=1.0, evidence=(), by="test"),
        status=Status(value=status, confidence=1.0, evidence=(), by="test"),
        main=main,
        scope=(parsed.sentence_of(tokens.root.i),),
        confidence=1.0,
    )


@pytest.mark.parametrize(
    ("text", "quote", "start", "end", "kind"),
    [
        ("They marched on October 3, 2021.", "October 3, 2021", "2021-10-03", "2021-10-03", "date"),
        ("They marched on 3 October 2021.", "3 October 2021", "2021-10-03", "2021-10-03", "date"),
        ("They marched on the 3rd of October.", "the 3rd of October", "2023-10-03", "2023-10-03", "date"),
        ("They marched on 2021-10-03.", "2021-10-03", "2021-10-03", "2021-10-03", "date"),
        ("They marched on Oct. 3.", "Oct. 3", "2023-10-03", "2023-10-03", "date"),
        ("They marched on Nov. 30.", "Nov. 30", "2022-11-30", "2022-11-30", "date"),
        ("They will march on Nov. 30.", "Nov. 30", "2023-11-30", "2023-11-30", "date"),
        ("They marched from May 3-5, 2020.", "May 3-5, 2020", "2020-05-03", "2020-05-05", "date"),
        ("They marched on Tuesday.", "Tuesday", "2023-10-17", "2023-10-17", "date"),
        ("They marched on Thursday.", "Thursday", "2023-10-19", "2023-10-19", "date"),
        ("They will march on Tuesday.", "Tuesday", "2023-10-24", "2023-10-24", "date"),
        ("They marched last Thursday.", "last Thursday", "2023-10-12", "2023-10-12", "date"),
        ("They marched on Saturday night.", "Saturday night", "2023-10-14", "2023-10-14", "date"),
        ("They marched yesterday.", "yesterday", "2023-10-18", "2023-10-18", "date"),
        ("They will march tomorrow.", "tomorrow", "2023-10-20", "2023-10-20", "date"),
        ("They marched last week.", "last week", "2023-10-09", "2023-10-15", "date"),
        ("They marched last month.", "last month", "2023-09-01", "2023-09-30", "date"),
        ("They marched two weeks ago.", "two weeks ago", "2023-10-02", "2023-10-08", "date"),
        ("They marched three days ago.", "three days ago", "2023-10-16", "2023-10-16", "date"),
        ("They marched in September.", "in September", "2023-09-01", "2023-09-30", "date"),
        ("They marched in December.", "in December", "2022-12-01", "2022-12-31", "date"),
        ("They marched in March 2019.", "March 2019", "2019-03-01", "2019-03-31", "date"),
        ("They marched in 2019.", "in 2019", "2019-01-01", "2019-12-31", "date"),
        ("They marched on the 10th.", "on the 10th", "2023-10-10", "2023-10-10", "date"),
        ("They marched over the weekend.", "over the weekend", "2023-10-14", "2023-10-15", "date"),
        ("They marched on May Day.", "May Day", "2023-05-01", "2023-05-01", "date"),
        ("They marched last Wednesday.", "last Wednesday", "2023-10-11", "2023-10-11", "date"),
        ("They will march on October 17.", "October 17", "2023-10-17", "2023-10-17", "date"),
        ("They could march as soon as Tuesday.", "Tuesday", "2023-10-24", "2023-10-24", "date"),
        ("They planned a march on Tuesday.", "Tuesday", "2023-10-24", "2023-10-24", "date"),
        ("They marched at the end of September.", "the end of September", "2023-09-01", "2023-09-30", "date"),
        ("They marched on Thanksgiving.", "Thanksgiving", "2022-11-24", "2022-11-24", "date"),
        ("They marched in the past two weeks.", "the past two weeks", "2023-10-05", "2023-10-19", "duration"),
        ("They marched for three days.", "three days", None, None, "duration"),
        ("They march every Friday.", "every Friday", None, None, "set"),
        ("They met at 10:30 a.m.", "10:30 a.m.", None, None, "time"),
    ],
)  # fmt: skip
def test_a_time_expression_has_the_days_of_the_calendar(
    parser: Parser, text: str, quote: str, start: str | None, end: str | None, kind: str
) -> None:
    (found,) = find_times(parse(parser, text))
    assert found.evidence[0].quote in {quote, f"for {quote}"}
    assert (found.start and found.start.isoformat(), found.end and found.end.isoformat()) == (start, end)
    assert found.type == kind


@pytest.mark.parametrize(
    "text",
    [
        "We may march.", "They march and we wait.", "The second man sat down.", "March with us!",
        "About 2,000 people came.", "The sun shone.", "A 24-year-old sat.", "They won 10 to 3.",
    ],
)  # fmt: skip
def test_ordinary_words_are_no_dates(parser: Parser, text: str) -> None:
    assert find_times(parse(parser, text)) == ()


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("They marched on October 2 and 4.", ["2023-10-02", "2023-10-04"]),
        ("They marched on the 2nd and 4th of October.", ["2023-10-02", "2023-10-04"]),
        ("They sat down on October 2. A week later they left.", ["2023-10-02", "2023-10-09"]),
        ("They sat down on October 2. Two days earlier, they met.", ["2023-10-02", "2023-09-30"]),
        ("They sat down on October 2. The following night they left.", ["2023-10-02", "2023-10-03"]),
        ("They met a week later.", [None]),
    ],
)  # fmt: skip
def test_a_day_is_counted_from_the_one_told_before(parser: Parser, text: str, days: list[str | None]) -> None:
    assert [t.start and t.start.isoformat() for t in find_times(parse(parser, text))] == days


def test_relative_words_have_no_days_where_no_day_is_known(parser: Parser) -> None:
    (found,) = find_times(parse(parser, "They marched on Tuesday.", published=None))
    assert (found.start, found.end) == (None, None)


def test_the_head_gives_the_day_where_publication_is_unknown(parser: Parser) -> None:
    parsed = parse(parser, "date 2023-10-19 LAHORE - They marched on Tuesday.", published=None)
    assert find_times(parsed)[-1].start == date(2023, 10, 17)


def test_what_happened_on_a_weekday_was_before_publication(parser: Parser) -> None:
    parsed = parse(parser, "Nurses marched through the city on Monday, police said on Wednesday.")
    found = date_of_event(parsed, occurrence(parsed, "marched"), find_times(parsed))
    assert found is not None
    assert (found.start, found.end, found.basis) == (date(2023, 10, 16), date(2023, 10, 16), "relative")
    assert found.evidence[0].quote == "Monday"


def test_what_is_planned_for_a_weekday_comes_after_publication(parser: Parser) -> None:
    parsed = parse(parser, "Nurses plan to march on Monday.")
    found = date_of_event(parsed, occurrence(parsed, "march", "planned"), find_times(parsed))
    assert found is not None
    assert found.start == date(2023, 10, 23)


def test_a_strike_that_goes_on_lasts_until_publication(parser: Parser) -> None:
    parsed = parse(parser, "Nurses have been on strike since October 2.")
    found = date_of_event(parsed, occurrence(parsed, "strike", form="strike"), find_times(parsed))
    assert found is not None
    assert (found.start, found.end) == (date(2023, 10, 2), THURSDAY)


def test_a_year_alone_does_not_date_an_event(parser: Parser) -> None:
    parsed = parse(parser, "Nurses marched in 2019.")
    assert date_of_event(parsed, occurrence(parsed, "marched", main=False), find_times(parsed)) is None


def test_an_event_that_no_words_date_has_no_date(parser: Parser) -> None:
    parsed = parse(parser, "Nurses marched through the city.")
    assert date_of_event(parsed, occurrence(parsed, "marched"), find_times(parsed)) is None


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.sampled_from(
            ["on", "the", "10th", "May", "3", "2021", "Friday", "last", "week", "two", "days", "ago", "\n",
             ",", "marched", "99", "30", "February", "0", "at", "10:30", "century", "²", "١"]
        ),
        max_size=25,
    )
)  # fmt: skip
def test_every_time_expression_quotes_the_text(parser: Parser, words: list[str]) -> None:
    parsed = parse(parser, " ".join(words) or "x")
    at = 0
    for found in find_times(parsed):
        (span,) = found.evidence
        assert span.quotes(parsed.text)
        assert span.start >= at
        at = span.end
        assert (found.start is None) == (found.end is None)
        assert found.start is None or found.end is None or found.start <= found.end

"""What several reports come to: claims, conflicts, one value by a rule with its origin."""

from __future__ import annotations

import json
import random

import pytest
from tests.link.made import MARCH, Telling, record, weekly

from dateline.link.event import Event, Rule, Told, crosswalk, gather
from dateline.records import Record


def told(*records: Record, reprints: dict[str, str] | None = None) -> list[Told]:
    found = []
    for one in records:
        parts = json.loads(one.to_json())
        first = (reprints or {}).get(one.article.id)
        found += [Told(parts["article"], mention, first) for mention in parts["mentions"]]
    return found


def crowd(article: str, words: str, low: int | None, high: int | None, bound: str, **more: object) -> Record:
    telling = Telling(
        f"{words} people of the Dockers Union marched in Vell.",
        "marched",
        actors=("Dockers Union",),
        sizes=((words, low, high, bound),),
        **more,  # type: ignore[arg-type]
    )
    return record(article, telling, source=f"paper {article}")


CROWDS = (
    crowd("a", "2,000", 2000, 2000, "exact"),
    crowd("b", "thousands of", 2000, 19999, "vague"),
    crowd("c", "10,000", 10000, 10000, "exact", main=False),
    crowd("d", "about 900", 900, 900, "about"),
)


def test_every_claim_is_kept_with_its_row_and_its_words() -> None:
    event = gather("e1", told(*MARCH))
    assert event.size is not None
    assert [(c.article, c.words, c.value["low"]) for c in event.size.claims] == [
        ("day", "Some 3,000", 3000),
        ("after", "8,000", 8000),
    ]
    assert event.conflicts == ("size",)
    assert [report.status for report in event.reports] == ["planned", "held", "held"]
    assert event.status.claim.value["value"] == "held"
    assert event.organizers == ("Dockers Union", "Harbour Front")


@pytest.mark.parametrize(
    ("rule", "article"), [("best-evidence", "a"), ("lowest", "d"), ("highest", "c"), ("median", "a")]
)
def test_the_canonical_size_is_a_claim_chosen_by_the_named_rule(rule: Rule, article: str) -> None:
    """By number: 900, 2,000, 2,000 to 19,999 (its middle is 6,324), 10,000."""
    event = gather("e1", told(*CROWDS), rule)
    assert event.size is not None
    assert (event.size.claim.article, event.size.rule) == (article, rule)


def test_a_clear_number_that_is_hardly_read_as_a_size_does_not_stand_for_the_event() -> None:
    doubtful = crowd("a", "three", 3, 3, "exact")
    parts = json.loads(doubtful.to_json())
    parts["mentions"][0]["sizes"][0]["confidence"] = 0.44
    event = gather("e1", [Told(parts["article"], parts["mentions"][0], None), *told(CROWDS[1])])
    assert event.size is not None and event.size.claim.words == "thousands of"


def test_what_two_mentions_of_an_article_share_is_one_claim() -> None:
    one = told(CROWDS[0])[0]
    event = gather("e1", [one, Told(one.article, {**one.mention, "id": "other"}, None)])
    assert event.size is not None and len(event.size.claims) == 1
    assert len(event.reports) == 2


def test_reprints_count_once_and_do_not_weigh_in_a_median() -> None:
    copies = [crowd(f"z{n}", "10,000", 10000, 10000, "exact") for n in range(5)]
    event = gather("e1", told(*CROWDS, *copies, reprints={f"z{n}": "c" for n in range(5)}), "median")
    assert event.size is not None and event.size.claim.article == "a"
    assert (event.sources, event.independent_sources) == (9, 4)
    assert len(event.size.claims) == 9


def test_reprints_of_a_text_that_tells_nothing_of_it_are_one_source() -> None:
    event = gather("e1", told(CROWDS[0], CROWDS[1], reprints={"a": "elsewhere", "b": "elsewhere"}))
    assert (event.sources, event.independent_sources) == (2, 1)


def test_two_articles_of_one_paper_are_one_source() -> None:
    event = gather(
        "e1", told(*(record(f"a{n}", Telling("They marched.", "marched"), source="Post") for n in range(2)))
    )
    assert (event.sources, event.independent_sources) == (1, 1)


def test_about_a_number_is_no_conflict_with_one_near_it() -> None:
    near = gather(
        "e1", told(crowd("a", "about 500", 500, 500, "about"), crowd("b", "600", 600, 600, "exact"))
    )
    far = gather("e1", told(crowd("a", "about 500", 500, 500, "about"), crowd("b", "900", 900, 900, "exact")))
    at_least = crowd("b", "more than 400", 400, None, "at_least")
    open_end = gather("e1", told(crowd("a", "500", 500, 500, "exact"), at_least))
    assert ("size" in near.conflicts, "size" in far.conflicts, "size" in open_end.conflicts) == (
        False,
        True,
        False,
    )


def test_days_and_places_that_differ_are_conflicts() -> None:
    two_days = gather("e1", told(*weekly(2)))
    assert two_days.conflicts == ("date",)
    places = gather(
        "e1", told(*(record(t, Telling(f"They marched in {t}.", "marched", town=t)) for t in ("Vell", "Obi")))
    )
    assert places.conflicts == ("place",)
    near = gather(
        "e1",
        told(*(record(t, Telling(f"They marched in {t}.", "marched", town=t)) for t in ("Vell", "Marr"))),
    )
    assert near.conflicts == ()


def test_most_independent_sources_decide_on_day_and_place() -> None:
    reports = [record(f"a{n}", Telling("They marched in Vell.", "marched")) for n in range(2)]
    other = record("b", Telling("They marched in Obi.", "marched", town="Obi", day="2024-03-05"))
    event = gather("e1", told(other, *reports))
    assert event.place is not None and event.place.claim.value["name"] == "Vell"
    assert event.date is not None and event.date.claim.value["start"] == "2024-03-02"


def test_the_order_does_not_matter() -> None:
    first = gather("e1", told(*MARCH, *CROWDS))
    for seed in range(4):
        shuffled = told(*MARCH, *CROWDS)
        random.Random(seed).shuffle(shuffled)
        assert gather("e1", shuffled) == first


def test_a_large_event_is_no_square() -> None:
    one = told(CROWDS[0])[0]
    many = [Told({**one.article, "id": f"a{n}"}, {**one.mention, "id": f"m{n}"}, None) for n in range(20_000)]
    event = gather("e1", many)
    assert isinstance(event, Event) and len(event.reports) == 20_000


def test_the_crosswalk_has_a_line_for_each_mention() -> None:
    lines = list(crosswalk("e1", told(*MARCH)))
    assert [(line["event"], line["article"], line["main"], line["status"]) for line in lines] == [
        ("e1", "plan", True, "planned"),
        ("e1", "day", True, "held"),
        ("e1", "after", True, "held"),
    ]
    assert all(span["quote"] in ("march", "marched") for line in lines for span in line["trigger"])

"""Which pairs are compared, and that their number grows with the mentions and not with the square."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.link.made import COUNTER, MARCH, Telling, descriptions, record, weekly

from dateline.link.blocking import MOST_AT_ONE_PLACE, NEIGHBOURS, find_pairs
from dateline.link.description import Description
from dateline.link.scoring import load, opened, tables


def pairs(*described: Description) -> set[frozenset[str]]:
    with opened() as database:
        mentions = load(database, tables(described))
        count = find_pairs(database)
        found = database.execute("select one, other from pair").fetchall()
    assert len(found) == count == len(set(found))
    return {frozenset((mentions[one], mentions[other])) for one, other in found}


def described(**changes: object) -> Description:
    one = descriptions(MARCH[1])[0]
    return replace(one, mention="other", article="other", **changes)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("changes", "met"),
    [
        ({}, True),
        ({"first": 738948, "last": 738948}, True),  # the day after
        ({"place": 103, "latitude": 50.3, "longitude": 10.3, "actors": (), "names": ()}, True),
        ({"place": None, "latitude": None, "near": False, "country": None}, True),  # by an actor and the day
        ({"near": False, "actors": (), "names": ()}, True),  # by the country and the day
        ({"first": None, "last": None}, True),  # by an actor and the month
        (
            {"latitude": 20.0, "longitude": 100.0, "country": "VN", "actors": ("students",), "names": ()},
            False,
        ),
        ({"first": 730000, "last": 730000, "told": 730001}, False),
    ],
    ids=str,
)
def test_mentions_meet_that_share_a_time_with_a_place_or_a_name(
    changes: dict[str, object], met: bool
) -> None:
    assert bool(pairs(descriptions(MARCH[1])[0], described(**changes))) is met


def test_lasting_events_meet_by_their_months() -> None:
    strikes = [
        record(
            f"s{day}",
            Telling("Nurses were on strike.", "strike", form="strike", day=f"2024-03-{day:02}", town="Obi"),
            published=f"2024-03-{day:02}",
        )
        for day in (2, 20)
    ]
    assert len(pairs(*descriptions(*strikes))) == 1
    rallies = [replace(d, lasting=False, form="rally") for d in descriptions(*strikes)]
    assert len(pairs(*rallies)) == 0


def test_mentions_of_one_article_always_meet() -> None:
    two = descriptions(COUNTER)
    assert pairs(two[0], replace(two[1], first=730000, last=730000, told=730000)) == {
        frozenset(d.mention for d in two)
    }


def test_a_burst_of_one_town_and_day_is_no_square() -> None:
    one = descriptions(MARCH[1])[0]
    count = 20 * MOST_AT_ONE_PLACE
    burst = [
        replace(
            one,
            mention=f"m{n:05}",
            article=f"a{n}",
            names=(f"group{n % 50}",),
            actors=(f"group{n % 50}",),
            words=(),
        )
        for n in range(count)
    ]
    found = pairs(*burst)
    # Twelve neighbours in each of four orders, which are the same on both grids and days; and by their names
    # the forty of each group.
    assert count < len(found) <= count * 4 * NEIGHBOURS + 50 * 40 * 39 // 2
    met = {n: set[str]() for n in range(count)}
    for pair in found:
        a, b = (int(mention[1:]) for mention in pair)
        met[a].add(burst[b].names[0])
        met[b].add(burst[a].names[0])
    likes = sum(burst[n].names[0] in met[n] for n in met)
    assert likes == count, "each meets some of its like"


def test_a_name_that_everybody_has_leads_nowhere() -> None:
    far = [
        replace(
            d,
            mention=f"m{n}",
            article=f"a{n}",
            latitude=None,
            near=False,
            country=None,
            names=("police",),
            actors=(),
        )
        for n, d in enumerate(descriptions(*weekly(1)) * 60)
    ]
    assert not pairs(*far)
    assert pairs(*far[:40])

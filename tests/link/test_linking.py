"""Which reports become one event, and which stay several."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest
from tests.link.made import COUNTER, MARCH, Telling, descriptions, record, weekly

from dateline.errors import UsageError
from dateline.link import linking
from dateline.link.comparison import QUESTIONS
from dateline.link.decided import Decided
from dateline.link.description import Description
from dateline.link.linking import Grouped, link, strongest
from dateline.link.scoring import tables
from dateline.link.weights import shipped


def linked(*described: Description, decided: Decided | None = None, workers: int = 1) -> Grouped:
    return link(tables(described), shipped(), decided, workers)


def events(found: Grouped, described: list[Description]) -> set[frozenset[str]]:
    """The events as the articles of their mentions, with a number where an article has several."""
    names = {d.mention: f"{d.article}.{n}" for n, d in enumerate(described)}
    return {frozenset(names[m] for m in mentions) for mentions in found.events}


def test_nothing_gives_nothing() -> None:
    assert linked() == Grouped((), (), (), 0, 0)


def test_planned_held_and_undated_reports_of_one_march_are_one_event() -> None:
    found = linked(*descriptions(*MARCH))
    assert len(found.events) == 1
    assert len(found.evidence) == 2
    assert all(evidence.bits > 0 for evidence in found.evidence)


def test_a_march_and_its_counter_protest_stay_two_and_are_related() -> None:
    described = descriptions(*MARCH, COUNTER)
    found = linked(*described)
    march, counter = described[3].mention, described[4].mention
    assert found.countered == (tuple(sorted((march, counter))),)
    assert sorted(map(len, found.events)) == [1, 4]
    assert (counter,) in found.events


def test_a_weekly_series_stays_several() -> None:
    assert len(linked(*descriptions(*weekly(6))).events) == 6


def test_a_strike_that_goes_on_is_one_event_though_told_on_other_days() -> None:
    strike = [
        record(
            f"strike{n}",
            Telling(
                f"Nurses of the Obi Clinic Union remained on strike over unpaid wages, report {n} says.",
                "strike",
                form="strike",
                day="2024-03-01",
                last=f"2024-03-{n:02}",
                town="Obi",
                actors=("Obi Clinic Union",),
                issues=("over unpaid wages",),
            ),
            published=f"2024-03-{n:02}",
        )
        for n in (4, 11, 19)
    ]
    assert len(linked(*descriptions(*strike)).events) == 1


def test_marches_of_one_day_in_two_countries_stay_two() -> None:
    two = [
        record(
            town,
            Telling(
                f"The Climate Youth marched in {town} on Saturday for clean air.",
                "marched",
                town=town,
                actors=("Climate Youth",),
                issues=("for clean air",),
            ),
        )
        for town in ("Vell", "Quen")
    ]
    assert len(linked(*descriptions(*two)).events) == 2


def test_the_order_does_not_matter() -> None:
    described = descriptions(*MARCH, COUNTER, *weekly(4))
    first = linked(*described)
    for seed in range(3):
        random.Random(seed).shuffle(described)
        assert linked(*described) == first


def test_the_number_of_processes_does_not_matter(monkeypatch: pytest.MonkeyPatch) -> None:
    described = descriptions(*MARCH, COUNTER, *weekly(4))
    decided = Decided()
    decided.decide("merge", [[described[0].mention], [described[-1].mention]])
    monkeypatch.setattr(linking, "_PAIRS_OF_A_LOT", 1)
    assert linked(*described, decided=decided, workers=2) == linked(*described, decided=decided)


def test_the_evidence_adds_up_to_what_the_pair_was_given() -> None:
    """The bits by field, of our own statement, are those of Splink's sum."""
    import duckdb

    from dateline.link.scoring import compare, load, reasons

    weights, described = shipped(), descriptions(*MARCH, COUNTER, *weekly(5))
    with duckdb.connect() as database:
        load(database, tables(described))
        assert compare(database, weights) > 10
        pairs = {(a, b): bits for a, b, bits in database.execute("select * from scored").fetchall()}
        told = {(a, b): why for a, b, why in reasons(database, weights, sorted(pairs))}
    assert pairs.keys() == told.keys()
    for pair, bits in pairs.items():
        assert [reason.question for reason in told[pair]] == [question.name for question in QUESTIONS]
        total = weights.prior_bits + sum(reason.bits for reason in told[pair])
        assert bits == pytest.approx(total, abs=1e-3)


def test_days_that_are_known_are_compared_though_no_article_has_a_day() -> None:
    months_apart = [replace(d, told=None) for d in descriptions(*weekly(9))]
    when = {r.question: r.answer for r in strongest(months_apart[:1], months_apart[-1:], shipped()).reasons}[
        "when"
    ]
    assert when == "far"
    assert len(linked(*months_apart).events) == 9


def test_what_is_not_installed_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dateline.link.scoring.find_spec", lambda name: None if name == "splink" else name)
    with pytest.raises(UsageError, match=r"pip install 'dateline\[link\]'"):
        linked(*descriptions(*MARCH))


def test_two_mentions_that_share_no_block_can_still_be_compared() -> None:
    far = descriptions(MARCH[0], *weekly(1))
    found = strongest(far[:1], far[1:], shipped())
    assert found.bits < 0
    assert {reason.question: reason.answer for reason in found.reasons}["where"] == "other_country"


def test_what_people_put_together_stays_together_without_any_evidence() -> None:
    described = descriptions(*MARCH, *weekly(2))
    decided = Decided()
    decided.decide("merge", [[described[0].mention], [described[-1].mention]])
    found = linked(*described, decided=decided)
    assert {len(mentions) for mentions in found.events} == {4, 1}


def test_what_people_part_stays_apart_and_takes_its_likes_along() -> None:
    described = descriptions(*MARCH)
    decided = Decided()
    decided.decide("split", [[described[0].mention], [d.mention for d in described[1:]]])
    assert events(linked(*described, decided=decided), described) == {
        frozenset({"plan.0"}),
        frozenset({"day.1", "after.2"}),
    }


def test_nothing_joins_a_pinned_event() -> None:
    described = descriptions(*MARCH)
    decided = Decided()
    decided.decide("pin", [[d.mention for d in described[:2]]])
    assert sorted(map(len, linked(*described, decided=decided).events)) == [1, 2]


def test_a_decision_on_mentions_that_are_gone_does_no_harm() -> None:
    decided = Decided()
    decided.decide("merge", [["gone"], ["gone too"]])
    decided.decide("pin", [["gone"]])
    described = descriptions(*MARCH)
    assert linked(*described, decided=decided) == linked(*described)

"""Linking from the command line: events listed, filtered and shown, decisions taken, bad input refused."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from tests.link.made import COUNTER, MARCH, Telling, record, weekly
from typer.testing import CliRunner, Result

from dateline.cli import app
from dateline.errors import DatelineError
from dateline.store.adding import Adder
from dateline.store.linking import decisions, keep_weights
from dateline.store.opened import create_store, open_store

OBI = record(
    "obi",
    Telling(
        "Police in Obi said 400 teachers of Kemi Quaye's Teachers Union struck over pay.",
        "struck",
        form="strike",
        day="2024-03-09",
        last="2024-03-12",
        town="Obi",
        actors=("Teachers Union",),
        targets=("Kemi Quaye",),
        people=("Kemi Quaye",),
        issues=("over pay",),
        sizes=(("400", 400, 400, "exact"),),
    ),
    published="2024-03-12",
    source="Obi Times",
)


@pytest.fixture
def project(tmp_path: Path) -> str:
    name = str(tmp_path / "p.db")
    adder = Adder(create_store(name))
    for one in (*MARCH, COUNTER, *weekly(3), OBI):
        adder.add(one)
    return name


def run(*arguments: str) -> Result:
    result = CliRunner().invoke(app, arguments)
    if isinstance(result.exception, DatelineError):
        return result
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


def error(*arguments: str) -> str:
    result = run(*arguments)
    assert isinstance(result.exception, DatelineError), result.output
    return str(result.exception)


def listed(project: str, *arguments: str) -> list[dict[str, Any]]:
    result = run("events", project, "--json", *arguments)
    return [json.loads(line) for line in result.stdout.splitlines()]


def articles(events: Sequence[dict[str, Any]]) -> list[list[str]]:
    return [sorted({report["article"] for report in event["reports"]}) for event in events]


def test_linking_says_what_it_came_to_and_that_again_nothing_changed(project: str) -> None:
    first = run("link", project)
    assert "9 mentions in 6 events, 6 of them new" in first.stderr
    assert "none changed" in run("link", project).stderr


def test_before_linking_nothing_is_listed_and_it_is_said_why(project: str) -> None:
    result = run("events", project)
    assert "9 mentions are in no event yet: dateline link" in result.stderr


@pytest.mark.parametrize(
    ("filters", "wanted"),
    [
        (("--since", "2024-03-08", "--until", "2024-03-09"), [["week1"], ["obi"]]),
        (("--country", "ng"), [["obi"]]),
        (("--box", "9,49,11,51", "--form", "march"), [["after", "both", "day", "plan"]]),
        (("--box", "170,-40,-60,-30"), [["week0"], ["week1"], ["week2"]]),  # across the date line
        (("--form", "strike"), [["obi"]]),
        (("--actor", "harbour"), [["after", "both", "day", "plan"]]),
        (("--issue", "PORT SALE"), [["after", "both", "day", "plan"]]),
        (("--status", "planned"), []),
        (("--sources", "3"), [["after", "both", "day", "plan"]]),
        (("--conflicts",), [["after", "both", "day", "plan"]]),
        (("--sort", "size", "--until", "2024-03-01"), [["week0"]]),
        (("--sort", "sources", "--country", "DE"), [["after", "both", "day", "plan"], ["both"]]),
    ],
    ids=str,
)
def test_events_are_filtered_and_sorted(
    project: str, filters: tuple[str, ...], wanted: list[list[str]]
) -> None:
    run("link", project)
    assert articles(listed(project, *filters)) == wanted


def test_the_list_is_a_table_that_marks_conflicts(project: str) -> None:
    run("link", project)
    result = run("events", project, "--sort", "sources")
    assert "Vell, DE" in result.stdout and "4 (4)" in result.stdout
    assert "!" in result.stdout
    assert "6 events" in result.stderr


def test_one_event_is_shown_with_its_reports_side_by_side(project: str) -> None:
    run("link", project)
    name = listed(project, "--sources", "3")[0]["id"]
    shown = run("event", name, "--from", project)
    for words in (
        "Some 3,000",
        "8,000",
        "Vell Post",
        "Obi Times",
        "Quen Wire",
        "planned",
        "best-evidence",
        "counter to",
        "What holds the reports together",
    ):
        assert words in shown.stdout, words
    highest = json.loads(run("event", name, "--from", project, "--json", "--rule", "highest").stdout)
    assert highest["size"]["claim"]["article"] == "after"
    assert highest["size"]["rule"] == "highest"
    assert len(highest["links"]) == 3 and set(highest["links"][0]["by_field"]) >= {"when", "where", "names"}


def test_private_names_are_hidden_on_demand(project: str) -> None:
    run("link", project)
    assert "Kemi Quaye" in json.dumps(listed(project, "--form", "strike"))
    assert "Kemi Quaye" not in json.dumps(listed(project, "--form", "strike", "--masked"))


def test_the_crosswalk_has_every_mention_also_unlinked_ones(project: str, tmp_path: Path) -> None:
    out = tmp_path / "crosswalk.jsonl"
    run("events", project, "--crosswalk", str(out))
    alone = [json.loads(line) for line in out.read_text().splitlines()]
    assert len({line["event"] for line in alone}) == len(alone) == 9
    assert "is there" in error("events", project, "--crosswalk", str(out))
    run("link", project)
    run("events", project, "--crosswalk", str(out), "--force")
    lines = [json.loads(line) for line in out.read_text().splitlines()]
    assert len(lines) == 9 and len({line["event"] for line in lines}) == 6
    assert lines[0].keys() == {"event", "article", "mention", "main", "status", "trigger"}


def test_why_tells_the_weight_of_every_field_in_words(project: str) -> None:
    run("link", project)
    march = listed(project, "--sources", "3")[0]
    one, other = march["reports"][0]["mention"], march["reports"][1]["mention"]
    told = run("link", project, "--why", one, other).stdout
    assert "speaks for one event" in told and f"Both are in {march['id']}." in told
    for words in ("when", "the same day", "where", "the same town", "words of actors in common"):
        assert words in told, words
    vigil = listed(project, "--form", "vigil")
    told = run("link", project, "--why", vigil[0]["id"], vigil[1]["id"]).stdout
    assert "speaks for two events" in told and "four days to a month apart" in told
    parts = json.loads(run("link", project, "--why", one, other, "--json").stdout)
    assert {reason["question"] for reason in parts["reasons"]} >= {"when", "where", "form", "size"}


def test_decisions_are_taken_and_linked_at_once(project: str) -> None:
    run("link", project)
    march = listed(project, "--sources", "3")[0]
    mention = next(report["mention"] for report in march["reports"] if report["article"] == "plan")
    result = run("link", project, "--split", march["id"], "--mention", mention)
    assert "are another event" in result.stderr and "1 of them new" in result.stderr
    (other,) = [event for event in listed(project) if articles([event]) == [["plan"]]]
    assert "are one event" in run("link", project, "--merge", march["id"], other["id"]).stderr
    assert articles(listed(project, "--sources", "3")) == [["after", "both", "day", "plan"]]
    shown = run("event", other["id"], "--from", project)
    assert "ended; this is what came after it" in shown.stderr
    assert "stays as it is" in run("link", project, "--pin", march["id"]).stderr
    assert "may change again" in run("link", project, "--unpin", march["id"]).stderr


def test_what_makes_no_sense_is_refused_with_what_would_do(project: str, tmp_path: Path) -> None:
    run("link", project)
    march = listed(project, "--sources", "3")[0]["id"]
    assert "no project" in error("link", str(tmp_path / "none.db"))
    assert "no event 'e0'" in error("event", "e0", "--from", project)
    assert "no event 'm0'" in error("link", project, "--why", "m0", march)
    assert "one event" in error("link", project, "--why", march, march)
    assert "--mention" in error("link", project, "--split", march)
    assert "is no mention of" in error("link", project, "--split", march, "--mention", "m0")
    assert "one of --why" in error("link", project, "--pin", march, "--unpin", march)
    assert "WEST,SOUTH,EAST,NORTH" in error("events", project, "--box", "1,2,3")
    assert "WEST,SOUTH,EAST,NORTH" in error("events", project, "--box", "1,95,3,99")
    assert "is no day" in error("events", project, "--since", "soon")
    assert "known: rally, march" in error("events", project, "--form", "marches")
    assert "known: held, planned" in error("events", project, "--status", "over")
    assert "--seed is for" in error("link", project, "--seed", "3")
    assert "--json is for --why" in error("link", project, "--json")
    assert "an estimate needs" in error("link", project, "--estimate")


def test_a_decision_is_not_taken_where_linking_is_not_installed(
    project: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    run("link", project)
    march = listed(project, "--sources", "3")[0]["id"]
    monkeypatch.setattr("dateline.link.scoring.find_spec", lambda name: None)
    assert "pip install" in error("link", project, "--pin", march)
    with open_store(project).reading() as connection:
        assert decisions(connection) == []


def test_weights_of_another_version_are_named_and_can_be_replaced(project: str) -> None:
    with open_store(project).writing() as connection:
        keep_weights(
            connection, json.dumps({"chances": {}, "version": "old", "source": "", "prior": 0.1}), "old"
        )
    assert "--shipped" in error("link", project)
    assert "weights that come with Dateline" in run("link", project, "--shipped").stderr


def test_weights_of_its_own_are_estimated_seeded_kept_and_given_back(tmp_path: Path) -> None:
    name = str(tmp_path / "p.db")
    adder = Adder(create_store(name))
    for n in range(160):
        day = f"2024-{1 + n % 12:02}-{1 + n // 12:02}"
        town = ("Vell", "Obi", "Marr", "Quen")[n % 4]
        for paper in "ab":
            words = f"Members of Group{n % 40} and Union{n} marched in {town} against law{n} and rule{n}."
            telling = Telling(
                words,
                "marched",
                day=day,
                town=town,
                actors=(f"Group{n % 40}", f"Union{n}"),
                issues=(f"law{n} and rule{n}",),
            )
            adder.add(record(f"{paper}{n}", telling, published=day, source=paper))
    for one in weekly(4):
        adder.add(one)
    first = run("link", name, "--estimate", "--seed", "3").stderr
    version = first.split("weights ")[1].split(",")[0]
    assert version.startswith("own-") and "164 events" in first, first
    assert version in run("link", name, "--estimate", "--seed", "3").stderr
    assert "weights that come with Dateline" in run("link", name, "--shipped").stderr

"""``dateline codebook`` and ``--project``, as a user meets them."""

from __future__ import annotations

import importlib.util
import json
from dataclasses import replace
from pathlib import Path
from types import ModuleType

import pytest
from typer.testing import CliRunner

from dateline.cli import app
from dateline.codebook import Codebook
from dateline.codebook.load import parse_codebook
from dateline.codebook.starting import example, starting_file
from dateline.coder import Coder
from dateline.commands.codebook import codebook, summary
from dateline.commands.rules import rules_in_force
from dateline.commands.summary import Summary
from dateline.errors import CodebookError, OutputExists, UsageError
from dateline.records import Record
from dateline.records.lists import FORMS, TOPICS, ScopeRule
from dateline.show.sheet import heading_of

DOCS = Path(__file__).parents[2] / "docs"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    path = tmp_path / "project.toml"
    path.write_text(example(), encoding="utf-8")
    return path


def test_the_rules_name_every_form_and_topic() -> None:
    rules = rules_in_force(Codebook())
    assert [name for name in (*FORMS, *TOPICS) if f"\n| {name} | Dateline |" not in rules] == []
    assert "| team |" not in rules


def test_the_rules_say_what_comes_from_the_team(project: Path) -> None:
    rules = rules_in_force(parse_codebook(example()))
    told = [
        "# Rules in force: Land and water monitor",
        "| least_people | team: 20; unknown: in |",
        "| strikes | team: out |",
        "| padyatra | team | A march on foot of several days, with halts in villages. A kind of march. |",
        "; team: prayer gathering |",
        "| land rights | team |",
        "| Narmada Valley Farmers' Front | NVFF | Valley Farmers' Front | civil_society |",
        "| Ghat Chowk | Ghat Square | 22.7177, 75.8545 | Madhya Pradesh | IN | site |",
        "| scores | team | 40 | 150 |",
        "| a sea of people | team | 2,000 | open |",
    ]
    assert [words for words in told if words not in rules] == []


def test_names_do_not_break_the_tables_of_the_document() -> None:
    rules = rules_in_force(parse_codebook('[[organisations]]\nname = "A | <b> *x*"'))
    assert "| A \\| \\<b> \\*x\\* |" in rules


def test_the_page_of_the_docs_is_current() -> None:
    page = (DOCS / "reference/codebook.md").read_text(encoding="utf-8")
    assert page == writer().written(page), "run python docs/make_codebook.py"


def writer() -> ModuleType:
    spec = importlib.util.spec_from_file_location("make_codebook", DOCS / "make_codebook.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_without_a_file_the_command_prints_the_rules_of_dateline() -> None:
    done = CliRunner().invoke(app, ["codebook"])
    assert done.exit_code == 0
    assert done.stdout == rules_in_force(Codebook())


def test_the_command_writes_a_file_once(tmp_path: Path, project: Path) -> None:
    output = tmp_path / "codebook.md"
    codebook(project=str(project), output=str(output))
    assert output.read_text(encoding="utf-8") == rules_in_force(parse_codebook(example()))
    with pytest.raises(OutputExists):
        codebook(output=str(output))
    codebook(output=str(output), force=True)


def test_the_file_to_start_from_is_well_formed(tmp_path: Path) -> None:
    output = tmp_path / "project.toml"
    codebook(example=True, output=str(output))
    assert output.read_text(encoding="utf-8") == starting_file()
    done = CliRunner().invoke(app, ["codebook", "--check", str(output)])
    assert done.stdout == f"{output}: well formed; it has no rules, so it changes nothing\n"


def test_a_check_says_what_a_file_holds(project: Path) -> None:
    assert summary(parse_codebook(example())) == (
        "6 scope rules, 3 forms, 2 topics, 2 organisations, 1 place, 2 sizes"
    )


def test_a_check_of_a_bad_file_raises_all_its_problems(tmp_path: Path) -> None:
    path = tmp_path / "project.toml"
    path.write_text("[scop]\n[sizes]\nscores = 3\n", encoding="utf-8")
    with pytest.raises(CodebookError) as told:
        codebook(check=str(path))
    assert len(told.value.problems) == 2


def test_two_tasks_at_once_are_refused(project: Path) -> None:
    with pytest.raises(UsageError, match="give one of them"):
        codebook(check=str(project), example=True)


def test_the_summary_counts_events_out_of_scope_by_rule(full_coder: Coder) -> None:
    told = Summary()
    told.add(mentions_out(full_coder, ("strikes",), ("strikes", "country"), ()))
    assert "  out of scope 2 of 3 events: strikes 2, country 1" in list(told.lines())


def test_the_summary_says_nothing_of_scope_where_all_events_count(full_coder: Coder) -> None:
    told = Summary()
    told.add(mentions_out(full_coder, ()))
    assert not any("scope" in line for line in told.lines())


def mentions_out(coder: Coder, *rules: tuple[ScopeRule, ...]) -> Record:
    """A record of one mention for each of the lists of rules."""
    record = coder.code("Farmers marched in Indore on Sunday.", language="en")
    (mention,) = record.mentions
    return replace(record, mentions=tuple(replace(mention, out_of_scope=out) for out in rules))


@pytest.mark.slow
def test_a_run_applies_the_codebook_in_its_workers(tmp_path: Path, project: Path) -> None:
    text = "INDORE - Thousands joined the padyatra in Indore on Sunday."
    strike = "INDORE - Bus drivers went on strike in Indore on Monday over pay, their union said."
    for name, words in (("a.txt", text), ("b.txt", strike)):
        (tmp_path / name).write_text(words, encoding="utf-8")
    output = tmp_path / "out.jsonl"
    given = [str(tmp_path / "a.txt"), str(tmp_path / "b.txt"), "-o", str(output), "--workers", "2"]
    done = CliRunner().invoke(app, ["code", *given, "--project", str(project)])
    assert done.exit_code == 0, done.output
    march, halt = (
        json.loads(line)["mentions"][0] for line in output.read_text(encoding="utf-8").splitlines()
    )
    assert (march["form"]["own"], march["out_of_scope"]) == ("padyatra", [])
    assert halt["out_of_scope"] == ["strikes", "forms"]
    assert "out of scope 1 of 2 events" in done.output


@pytest.mark.slow
def test_show_applies_the_codebook(tmp_path: Path, project: Path) -> None:
    article = tmp_path / "a.txt"
    article.write_text("INDORE - Thousands joined the padyatra in Indore on Sunday.", encoding="utf-8")
    done = CliRunner().invoke(app, ["show", str(article), "--project", str(project)])
    assert done.exit_code == 0
    assert "padyatra, a" in done.output


def test_what_is_shown_of_an_event_says_which_rules_leave_it_out(full_coder: Coder) -> None:
    (mention,) = mentions_out(full_coder, ("least_people", "strikes")).mentions
    assert heading_of(mention).endswith("(out of scope: least people, strikes)")


def test_a_run_ends_before_it_begins_where_the_codebook_is_bad(tmp_path: Path) -> None:
    path = tmp_path / "project.toml"
    path.write_text("strikes = false\n", encoding="utf-8")
    done = CliRunner().invoke(app, ["code", "nowhere.txt", "-o", "-", "--project", str(path)])
    assert isinstance(done.exception, CodebookError)
